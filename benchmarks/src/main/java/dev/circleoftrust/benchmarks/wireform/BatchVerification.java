package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Precedents;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Judges as a MID Server does, up to the verdict, with its own memory and precedents. */
final class BatchVerification implements Judging {
  private final Judge judge;
  private final CircleView view;
  private final PartitionMemory takenOver;
  private final InstantSource clock;
  private final Precedents precedents = new Precedents();
  private final Map<Integer, SharedProofs> proofs = new HashMap<>();
  private final Map<Integer, PartitionMemory> memories = new HashMap<>();

  BatchVerification(MeasuredCircle circle, CircleView view, InstantSource clock) {
    this.judge = circle.judge();
    this.view = view;
    this.takenOver = new PartitionMemory.TakenOver(circle.founded().minusSeconds(1));
    this.clock = clock;
  }

  @Override
  public EccRecord judge(ConsumerRecord<byte[], byte[]> record) {
    PartitionMemory memory = memories.getOrDefault(record.partition(), takenOver);
    SharedProofs shared = proofs.computeIfAbsent(record.partition(), _ -> new SharedProofs());
    Judgement judgement =
        judge.judge(Received.of(record, shared), memory, view, clock.instant(), precedents);
    memories.put(record.partition(), judgement.memory());
    return Received.row(judgement.verdict());
  }
}
