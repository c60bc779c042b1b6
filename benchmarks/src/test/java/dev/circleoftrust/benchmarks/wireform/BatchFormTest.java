package dev.circleoftrust.benchmarks.wireform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.runtime.kafka.Sending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms have to verify as much as each other, else they are not compared. */
class BatchFormTest {
  private static final int PARTITIONS = 3;
  private static final Workload WORKLOAD =
      new Workload(
          "127.0.0.1:1",
          2000,
          300,
          Sending.Compression.NONE,
          PARTITIONS,
          KeyType.ED25519,
          Duration.ZERO);

  private final BatchForm form = BatchForm.shared(WORKLOAD);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyRecordIsProven(boolean shares) {
    BatchForm signed = shares ? form : BatchForm.selfContained(WORKLOAD);
    Judging judging = signed.verification();

    assertThatCode(() -> records(signed).forEach(judging::verify)).doesNotThrowAnyException();
  }

  @Test
  void anAlteredRecordIsRefusedAndItsNeighboursAreNot() {
    List<ConsumerRecord<byte[], byte[]>> records = records(form);
    records.get(500).value()[150] ^= 1;
    Judging judging = form.verification();

    records.subList(0, 500).forEach(judging::verify);
    assertThatThrownBy(() -> judging.verify(records.get(500)))
        .isInstanceOf(IllegalStateException.class);
    records.subList(501, records.size()).forEach(judging::verify);
  }

  @Test
  void withoutTheRecordThatLendsItsProofNothingIsVerified() {
    List<ConsumerRecord<byte[], byte[]>> records = records(form);
    Judging judging = form.verification();

    assertThat(records.getFirst().headers().lastHeader(SharedProofs.LEAVES_HEADER)).isNotNull();
    assertThatThrownBy(() -> judging.verify(records.get(PARTITIONS)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRecordThatComesTwiceIsRefused() {
    List<ConsumerRecord<byte[], byte[]>> records = records(form);
    Judging judging = form.verification();
    judging.verify(records.getFirst());
    judging.verify(records.get(PARTITIONS));

    assertThatThrownBy(() -> judging.verify(records.get(PARTITIONS)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesThatNobodySignedAreRefused() {
    List<ConsumerRecord<byte[], byte[]>> records = records(form);
    byte[] header = records.getFirst().headers().lastHeader(SharedProofs.LEAVES_HEADER).value();
    header[header.length - 1] ^= 1;
    Judging judging = form.verification();
    judging.verify(records.getFirst()); // it bears a proof of its own

    assertThatThrownBy(() -> judging.verify(records.get(PARTITIONS)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(BatchForm form) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    form.source(WORKLOAD, "topic")
        .make(0, WORKLOAD.records(), sent -> records.add(received(sent, records.size())));
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> received(
      ProducerRecord<byte[], byte[]> sent, int offset) {
    return new ConsumerRecord<>(
        sent.topic(),
        sent.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        -1,
        sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
