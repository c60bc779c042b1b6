package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers that go out together, and after that let their rows go from the journal. For one thread.
 */
final class Mail {
  /** How long an answer waits for others: a slow probe holds no result of another up. */
  private static final Duration WAIT = Duration.ofMillis(250);

  /** How many bytes wait for others at most. */
  private static final long MAX_WAITING = 16 << 20;

  private final Outbox outbox;
  private final Answers answers;
  private final Quarantine quarantine;
  private final Journal journal;
  private final Lane lane;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Entry> answered = new ArrayList<>();
  private long since;
  private long size;

  /**
   * Whose mail it is.
   *
   * @param topic the topic that the rows come from
   * @param steps is told when mail was sent
   */
  record Lane(String topic, Steps steps) {}

  Mail(Outbox outbox, Answers answers, Quarantine quarantine, Journal journal, Lane lane) {
    this.outbox = outbox;
    this.answers = answers;
    this.quarantine = quarantine;
    this.journal = journal;
    this.lane = lane;
  }

  Answers answers() {
    return answers;
  }

  /** Tells that rows were taken. */
  void announce(List<SysId> rows, Priority priority) {
    for (int at = 0; at < rows.size(); at += QueueProcessing.MAX_OUTPUTS) {
      int end = Math.min(rows.size(), at + QueueProcessing.MAX_OUTPUTS);
      put(answers.processing(rows.subList(at, end), priority));
    }
  }

  /** Answers a row that does not run, and keeps it for operators. */
  void refuse(Entry entry, Refusal refusal, Priority priority) {
    put(answers.refused(entry, refusal, priority));
    put(quarantine.record(entry, refusal));
    answered.add(entry);
  }

  /** Answers a row that ran. */
  void add(Entry entry, Bytes result) {
    put(answers.result(entry, result));
    answered.add(entry);
  }

  /** True where what waits should wait no longer. */
  boolean isDue() {
    return !records.isEmpty() && (System.nanoTime() - since > WAIT.toNanos() || size > MAX_WAITING);
  }

  /** Sends what waits, in one transaction; then its rows leave the journal. */
  void send() {
    if (records.isEmpty()) {
      return;
    }
    long mark = outbox.commit(records);
    if (!answered.isEmpty()) {
      lane.steps().reached(Step.COMMITTED);
      journal.answered(lane.topic(), answered, mark);
      lane.steps().reached(Step.ANSWERED);
    }
    records.clear();
    answered.clear();
    size = 0;
  }

  private void put(ProducerRecord<byte[], byte[]> record) {
    if (records.isEmpty()) {
      since = System.nanoTime();
    }
    records.add(record);
    size += record.value() == null ? 0 : record.value().length;
  }
}
