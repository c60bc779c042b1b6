package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Answers that go out together, and after that let their rows go from the journal. For one thread.
 */
final class Mail {
  /** How many bytes wait for others at most. */
  private static final long MAX_WAITING = 16 << 20;

  private final Outbox outbox;
  private final Answers answers;
  private final Quarantine quarantine;
  private final Journal journal;
  private final Lane lane;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<Entry> answered = new ArrayList<>();
  private final List<Entry> taken = new ArrayList<>();
  private long size;

  /**
   * Whose mail it is.
   *
   * @param topic the topic that the rows come from
   * @param priority of the rows
   * @param steps is told when mail was sent
   */
  record Lane(String topic, Priority priority, Steps steps) {}

  Mail(Outbox outbox, Answers answers, Quarantine quarantine, Journal journal, Lane lane) {
    this.outbox = outbox;
    this.answers = answers;
    this.quarantine = quarantine;
    this.journal = journal;
    this.lane = lane;
  }

  /** Tells that rows were taken. */
  void announce(List<Pending> accepted) {
    var rows = new ArrayList<SysId>();
    for (Pending row : accepted) {
      if (row.verdict() != null) {
        rows.add(row.verdict().work().row().sysId());
        taken.add(row.entry());
      }
    }
    for (int at = 0; at < rows.size(); at += QueueProcessing.MAX_OUTPUTS) {
      int end = Math.min(rows.size(), at + QueueProcessing.MAX_OUTPUTS);
      put(answers.processing(rows.subList(at, end), lane.priority()));
    }
  }

  /** Answers a row that does not run, and keeps what was wrong with it for operators. */
  void refuse(Entry entry, Refusal refusal) {
    Arrival arrival = entry.arrival();
    refuse(
        arrival,
        refusal,
        answers.refused(entry.answer(), arrival.place(), refusal, lane.priority()));
    answered.add(entry);
  }

  /**
   * The same for a row that no journal has.
   *
   * @param answer tells that it was refused
   */
  void refuse(Arrival arrival, Refusal refusal, ProducerRecord<byte[], byte[]> answer) {
    if (refusal.reason() == RejectionReason.CANCELLED && refusal.row() != null) {
      put(answers.cancelled(refusal.row().sysId(), lane.priority()));
    } else {
      quarantine.keep(arrival, refusal, this::put);
    }
    put(answer);
  }

  /** Answers a row that ran. */
  void add(Entry entry, List<Bytes> results) {
    results.forEach(result -> put(answers.result(entry.answer(), result)));
    answered.add(entry);
  }

  /** Sends something that lets no row go from the journal. */
  void add(ProducerRecord<byte[], byte[]> record) {
    put(record);
  }

  /** True where what waits should not wait for more. */
  boolean isLarge() {
    return size > MAX_WAITING;
  }

  /** Sends what waits, if anything does. */
  void send() {
    send(null);
  }

  /**
   * Sends what waits, in one transaction; then the rows that it answers leave the journal.
   *
   * @param offsets of a cluster's rows, committed with the announcement of them, if present
   */
  void send(Outbox.@Nullable Taken offsets) {
    if (records.isEmpty() && offsets == null) {
      return;
    }
    quarantine.keepRest(this::put);
    long mark = outbox.commit(records, offsets);
    if (!answered.isEmpty() || (offsets != null && !taken.isEmpty())) {
      lane.steps().reached(Step.COMMITTED);
      journal.settled(
          lane.topic(),
          Journal.numbers(answered),
          offsets == null ? List.of() : Journal.numbers(taken),
          mark);
      lane.steps().reached(Step.ANSWERED);
    }
    clear();
  }

  /**
   * Sends what waits, in one transaction, the answers of {@code settled} among it; then the disk
   * knows how far was read, and of no row.
   *
   * @param intake has judged them
   */
  void settle(Judged settled, Intake intake) {
    quarantine.keepRest(this::put);
    long mark = outbox.commit(records, null);
    lane.steps().reached(Step.COMMITTED);
    List<Long> gone = Journal.numbers(answered);
    intake.remember(
        settled, () -> journal.settled(lane.topic(), settled.readings(), gone, List.of(), mark));
    lane.steps().reached(Step.ANSWERED);
    clear();
  }

  private void clear() {
    records.clear();
    answered.clear();
    taken.clear();
    size = 0;
  }

  private void put(ProducerRecord<byte[], byte[]> record) {
    records.add(record);
    size += record.value() == null ? 0 : record.value().length;
  }
}
