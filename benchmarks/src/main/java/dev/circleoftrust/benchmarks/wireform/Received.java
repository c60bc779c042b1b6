package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What stands between a Kafka client and a judge. */
final class Received {
  private Received() {}

  /**
   * The record for a judge: of the headers only those that hold a proof, its own or the one that it
   * shares.
   */
  static ReceivedRecord of(ConsumerRecord<byte[], byte[]> record, SharedProofs shared) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        owned(record.key()),
        owned(record.value()),
        values(record, BatchStatement.HEADER),
        values(record, BatchProof.HEADER),
        values(record, SharedProofs.PLACE_HEADER),
        shared.read(name -> values(record, name)).orElse(null));
  }

  private static List<Bytes> values(ConsumerRecord<byte[], byte[]> record, String name) {
    var values = new ArrayList<Bytes>(1);
    for (Header header : record.headers().headers(name)) {
      values.add(Bytes.owned(header.value()));
    }
    return values;
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
