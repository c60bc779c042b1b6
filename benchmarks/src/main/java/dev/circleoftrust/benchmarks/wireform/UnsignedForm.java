package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** No signature: Code Signing is proven to be off. */
final class UnsignedForm implements WireForm {
  private final InstantSource clock = InstantSource.system();
  private final MeasuredCircle circle = MeasuredCircle.found(KeyType.ED25519, clock.instant());

  @Override
  public RecordSource source(Workload workload, String topic) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    return (from, count, to) -> {
      for (long index = from; index < from + count; index++) {
        int partition = (int) (index % workload.partitions());
        to.accept(new ProducerRecord<>(topic, partition, null, rows.value(index)));
      }
    };
  }

  @Override
  public Judging verification() {
    return new BatchVerification(circle, circle.viewOff(), clock);
  }

  @Override
  public String signingDetail() {
    return "no signature";
  }

  @Override
  public String verifyingDetail() {
    return "no signature";
  }
}
