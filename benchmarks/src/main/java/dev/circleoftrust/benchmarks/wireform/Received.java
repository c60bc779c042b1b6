package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What stands between a Kafka client and a judge. */
final class Received {
  private Received() {}

  /** The record for a judge: of the headers only the two that hold a proof. */
  static ReceivedRecord of(ConsumerRecord<byte[], byte[]> record) {
    var statements = new ArrayList<Bytes>(1);
    var proofs = new ArrayList<Bytes>(1);
    for (Header header : record.headers()) {
      switch (header.key()) {
        case BatchStatement.HEADER -> statements.add(Bytes.owned(header.value()));
        case BatchProof.HEADER -> proofs.add(Bytes.owned(header.value()));
        default -> {} // a form that was tried has its own
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

  /** The row of a verdict. */
  static EccRecord row(Verdict verdict) {
    return switch (verdict) {
      case MayRun mayRun -> mayRun.permit().work().row();
      case Rejected rejected ->
          throw new IllegalStateException("a record was refused: " + rejected.reason().code());
    };
  }

  private static @Nullable Bytes owned(byte @Nullable [] value) {
    return value == null ? null : Bytes.owned(value);
  }
}
