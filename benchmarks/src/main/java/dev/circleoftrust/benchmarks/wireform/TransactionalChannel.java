package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.Filling;
import dev.circleoftrust.benchmarks.measure.MeasuredTopic;
import dev.circleoftrust.benchmarks.measure.Progress;
import dev.circleoftrust.benchmarks.measure.Reading;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A whole channel in one process: one thread makes, signs and sends; another fetches, judges and
 * answers each record, in one transaction for each fetch.
 */
final class TransactionalChannel {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private TransactionalChannel() {}

  /** How long it takes until the answer to the last record is committed. */
  static Duration run(WireForm form, Workload workload, Progress progress) {
    try (var outputs = MeasuredTopic.make(workload, "outputs");
        var inputs = MeasuredTopic.make(workload, "inputs");
        var filling = new Filling(workload, form.source(workload, outputs.name()), progress);
        var reading = new Reading(workload, outputs, progress);
        var answers = new Answers(workload, inputs.name())) {
      Judging judging = form.verification();
      var sending = CompletableFuture.supplyAsync(() -> filling.send(workload.records()));
      Duration answered =
          reading.read(
              workload.records(), record -> answers.add(judging.judge(record)), answers::commit);
      var _ = sending.join();
      return answered;
    }
  }

  /** The answers to the records of one fetch, committed together. */
  private static final class Answers implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private boolean open;

    Answers(Workload workload, String topic) {
      this.producer =
          workload
              .clients()
              .transactionalProducer(
                  "measured-answers", "measured-" + UUID.randomUUID(), workload.sending());
      this.topic = topic;
      producer.initTransactions();
    }

    void add(EccRecord row) {
      if (!open) {
        producer.beginTransaction();
        open = true;
      }
      EccRecord answer =
          EccRecord.input(row.sysId(), MeasuredRows.AGENT, row.topic(), Priority.STANDARD)
              .with(EccField.RESPONSE_TO, row.sysId().value());
      try {
        byte[] value = new InboundMessage(answer).encode().toByteArray();
        var _ = producer.send(new ProducerRecord<>(topic, value)); // failures surface at commit
      } catch (MalformedException e) {
        throw new IllegalStateException("an answer that production does not read", e);
      }
    }

    void commit() {
      if (open) {
        producer.commitTransaction();
        open = false;
      }
    }

    @Override
    public void close() {
      producer.close(CLOSING);
    }
  }
}
