package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.judgement.AllowedByFirewall;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.NotEnforced;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Precedents;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.wire.Bytes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Judges the records of a topic as a MID Server does, up to the verdict, with its own memory. */
final class BatchVerification implements Verification {
  private final Judge judge;
  private final CircleView view;
  private final PartitionMemory takenOver;
  private final InstantSource clock;
  private final Precedents precedents = new Precedents();
  private final Map<Integer, PartitionMemory> memories = new HashMap<>();

  BatchVerification(MeasuredCircle circle, InstantSource clock) {
    this.judge = circle.judge();
    this.view = circle.view();
    this.takenOver = new PartitionMemory.TakenOver(circle.founded().minusSeconds(1));
    this.clock = clock;
  }

  @Override
  public void verify(ConsumerRecord<byte[], byte[]> record) {
    PartitionMemory memory = memories.getOrDefault(record.partition(), takenOver);
    Judgement judgement = judge.judge(received(record), memory, view, clock.instant(), precedents);
    switch (judgement.verdict()) {
      case Verified _ -> memories.put(record.partition(), judgement.memory());
      case Rejected rejected ->
          throw new IllegalStateException("a record was refused: " + rejected.reason().code());
      case AllowedByFirewall _, NotEnforced _ ->
          throw new IllegalStateException("a record was not verified");
    }
  }

  private static ReceivedRecord received(ConsumerRecord<byte[], byte[]> record) {
    var statements = new ArrayList<Bytes>(1);
    var proofs = new ArrayList<Bytes>(1);
    for (Header header : record.headers()) {
      switch (header.key()) {
        case BatchStatement.HEADER -> statements.add(Bytes.owned(header.value()));
        case BatchProof.HEADER -> proofs.add(Bytes.owned(header.value()));
        default -> throw new IllegalStateException("a header that was not sent");
      }
    }
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        owned(record.key()),
        owned(record.value()),
        statements,
        proofs);
  }

  private static @Nullable Bytes owned(byte @Nullable [] value) {
    return value == null ? null : Bytes.owned(value);
  }
}
