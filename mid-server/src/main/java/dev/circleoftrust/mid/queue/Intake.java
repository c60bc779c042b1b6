package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges what was fetched, in its order, and puts all of it into the journal before anything is
 * done with it. For one thread.
 */
final class Intake {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String FROM_BEFORE =
      "it stood here before this MID Server took the partition over";

  private final Desk desk;
  private final Refusals refusals;
  private final Map<TopicPartition, Reading> readings = new HashMap<>();

  Intake(Desk desk, Refusals refusals) {
    this.desk = desk;
    this.refusals = refusals;
  }

  /** Reads on from {@code reading}. */
  void resume(Reading reading) {
    readings.put(new TopicPartition(reading.topic(), reading.partition()), reading);
  }

  /** How far {@code partition} was read, if it is read here. */
  Optional<Reading> reading(TopicPartition partition) {
    return Optional.ofNullable(readings.get(partition));
  }

  /** Reads no more of {@code partition}. */
  void leave(TopicPartition partition) {
    readings.remove(partition);
  }

  /**
   * Takes what was fetched. What stands before the position that is remembered was taken before,
   * and is passed over without a word.
   *
   * @return the rows, which are in the journal
   */
  List<Pending> take(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    var pending = new ArrayList<Pending>();
    var decisions = new ArrayList<EccFirewall.Decision>();
    var changed = new HashMap<TopicPartition, Reading>();
    var look = new Look(false);
    for (ConsumerRecord<byte[], byte[]> record : fetched) {
      var partition = new TopicPartition(record.topic(), record.partition());
      Reading reading = changed.getOrDefault(partition, readings.get(partition));
      if (reading == null) {
        throw new KafkaException("fetched from " + partition + ", which is not stood on");
      }
      if (record.offset() < reading.nextOffset()) {
        continue;
      }
      Arrival arrival = Arrival.of(record);
      Judgement judgement = look.judge(arrival, reading.memory());
      if (!look.uptodate && dependsOnTheCircle(judgement)) {
        desk.circle().readToEnd(PATIENCE);
        look = new Look(true);
        judgement = look.judge(arrival, reading.memory());
      }
      pending.add(look.pending(arrival, judgement, reading));
      Optional.ofNullable(judgement.firewall()).ifPresent(decisions::add);
      changed.put(partition, reading.after(record.offset(), judgement.memory()));
    }
    List<Entry> entries = pending.stream().map(Pending::entry).toList();
    desk.firewall().count(decisions, () -> desk.journal().receive(entries, changed.values()));
    readings.putAll(changed);
    return pending;
  }

  /** Topics race: the instruction that lets the record run may be on the log already. */
  private static boolean dependsOnTheCircle(Judgement judgement) {
    return judgement.verdict() instanceof Rejected(var reason, _, _)
        && switch (reason) {
          case NO_CIRCLE,
              UNSIGNED,
              BATCH_WRONG_CIRCLE,
              BATCH_KEY_NOT_TRUSTED,
              CODE_SIGNER_NOT_TRUSTED ->
              true;
          default -> false;
        };
  }

  /** The circle as it is seen while a few records are judged. */
  private final class Look {
    private final boolean uptodate;
    private final long version = desk.circle().snapshot().version();
    private final Instant now = desk.surroundings().clock().instant();
    private final CircleView view = desk.circle().view(now);

    Look(boolean uptodate) {
      this.uptodate = uptodate;
    }

    Judgement judge(Arrival arrival, PartitionMemory memory) {
      return desk.judge().judge(arrival.received(), memory, view, now);
    }

    Pending pending(Arrival arrival, Judgement judgement, Reading reading) {
      long number = desk.journal().nextNumber();
      var answer = desk.surroundings().ids().get();
      return switch (judgement.verdict()) {
        case Rejected rejected -> {
          Refusal refusal = refusals.refuse(rejected, arrival, view);
          yield Pending.settled(
              new Entry(number, arrival, answer, new Entry.State.Refused(refusal)));
        }
        case MayRun verdict when isFromBefore(arrival, judgement, reading) -> {
          Refusal refusal = refusals.refuse(fromBefore(verdict), FROM_BEFORE, arrival);
          yield Pending.settled(
              new Entry(number, arrival, answer, new Entry.State.Refused(refusal)));
        }
        case MayRun verdict -> {
          desk.verdicts().accepted(verdict);
          var entry = new Entry(number, arrival, answer, new Entry.State.Accepted());
          yield new Pending(entry, verdict, version);
        }
      };
    }

    private RejectionReason fromBefore(MayRun verdict) {
      return desk.journal().hasRun(verdict.work().row().sysId())
          ? RejectionReason.REPLAYED
          : RejectionReason.POSITION_UNKNOWN;
    }

    /** Without a proof nothing but the offset tells that a record may have run before. */
    private static boolean isFromBefore(Arrival arrival, Judgement judgement, Reading reading) {
      boolean proven = !judgement.memory().equals(reading.memory());
      return !proven && arrival.offset() < reading.takenOverOffset();
    }
  }
}
