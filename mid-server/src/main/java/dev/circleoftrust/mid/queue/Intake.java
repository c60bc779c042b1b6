package dev.circleoftrust.mid.queue;

import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Precedents;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.record.SysId;
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
import org.jspecify.annotations.Nullable;

/**
 * Judges what was fetched, in its order. What is not settled at sight it puts into the journal
 * before anything is done with it. For one thread.
 */
final class Intake {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String FROM_BEFORE =
      "it stood here before this MID Server took the partition over";

  private final Desk desk;
  private final Refusals refusals;
  private final Map<TopicPartition, Reading> readings = new HashMap<>();
  private final Precedents precedents;
  private final Map<TopicPartition, SharedProofs> proofs = new HashMap<>();

  Intake(Desk desk, Refusals refusals) {
    this.desk = desk;
    this.refusals = refusals;
    this.precedents = new Precedents(desk.statements());
  }

  /** Reads on from {@code reading}. */
  void resume(Reading reading) {
    stand(reading);
    var partition = new TopicPartition(reading.topic(), reading.partition());
    reading.opening().ifPresent(opening -> opening.tell(proofs(partition)));
  }

  private void stand(Reading reading) {
    readings.put(new TopicPartition(reading.topic(), reading.partition()), reading);
  }

  /** How far {@code partition} was read, if it is read here. */
  Optional<Reading> reading(TopicPartition partition) {
    return Optional.ofNullable(readings.get(partition));
  }

  /** Reads no more of {@code partition}. */
  void leave(TopicPartition partition) {
    readings.remove(partition);
    proofs.remove(partition);
  }

  /**
   * Judges what was fetched. What stands before the position that is remembered was taken before,
   * and is passed over without a word; what an earlier session has answered is judged only for what
   * must be remembered of it.
   */
  Judged judge(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    var rows = new ArrayList<Judged.Row>();
    var decisions = new ArrayList<EccFirewall.Decision>();
    var changed = new HashMap<TopicPartition, Reading>();
    var look = new Look(false);
    @Nullable TopicPartition partition = null;
    for (ConsumerRecord<byte[], byte[]> record : fetched) {
      partition = same(partition, record);
      Reading reading = changed.get(partition);
      if (reading == null) {
        reading = standing(partition);
      }
      if (record.offset() < reading.nextOffset()) {
        continue;
      }
      SharedProofs shared = proofs(partition);
      Arrival arrival = Arrival.of(record, shared);
      Judgement judgement = look.judge(arrival, reading.memory());
      if (!look.uptodate && dependsOnTheCircle(judgement)) {
        desk.circle().readToEnd(PATIENCE);
        look = new Look(true);
        judgement = look.judge(arrival, reading.memory());
      }
      if (!reading.isAnswered(record.offset())) {
        rows.add(look.row(arrival, judgement, reading));
      }
      if (judgement.firewall() != null) {
        decisions.add(judgement.firewall());
      }
      Optional<Opening> opening =
          arrival.opening().filter(look::isSigned).filter(brought -> brought.tell(shared));
      changed.put(partition, reading.after(record.offset(), judgement.memory(), opening));
    }
    return new Judged(rows, List.copyOf(changed.values()), decisions);
  }

  /**
   * What was judged, by the circle as it is now: where that has changed since, what may run is
   * judged again. So a checkpoint that comes meanwhile costs a second look, and not a journal.
   */
  Judged upToDate(Judged judged) {
    var look = new Look(true);
    if (judged.rows().stream().allMatch(look::isCurrent)) {
      return judged;
    }
    List<Judged.Row> rows = judged.rows().stream().map(look::again).toList();
    return new Judged(rows, judged.readings(), judged.decisions());
  }

  /** Puts {@code judged} into the journal; then its rows are this MID Server's to answer. */
  List<Pending> keep(Judged judged) {
    var pending = new ArrayList<Pending>();
    for (Judged.Row row : judged.rows()) {
      long number = desk.journal().nextNumber();
      SysId answer = desk.surroundings().ids().get();
      pending.add(
          switch (row) {
            case Judged.Row.Refused(var arrival, _, var refusal) ->
                Pending.settled(
                    new Entry(number, arrival, answer, new Entry.State.Refused(refusal)));
            case Judged.Row.Accepted(var arrival, _, var verdict, var version) ->
                new Pending(
                    new Entry(number, arrival, answer, new Entry.State.Accepted()),
                    verdict,
                    version);
          });
    }
    List<Entry> entries = pending.stream().map(Pending::entry).toList();
    remember(judged, () -> desk.journal().receive(entries, judged.readings()));
    return pending;
  }

  /** Lets {@code writing} write that {@code judged} was read, and reads on behind it. */
  void remember(Judged judged, Runnable writing) {
    desk.firewall().count(judged.decisions(), writing);
    judged.readings().forEach(this::stand);
  }

  private static TopicPartition same(
      @Nullable TopicPartition last, ConsumerRecord<byte[], byte[]> record) {
    return last != null
            && last.partition() == record.partition()
            && last.topic().equals(record.topic())
        ? last
        : new TopicPartition(record.topic(), record.partition());
  }

  private SharedProofs proofs(TopicPartition partition) {
    return proofs.computeIfAbsent(partition, _ -> new SharedProofs());
  }

  private Reading standing(TopicPartition partition) {
    Reading reading = readings.get(partition);
    if (reading == null) {
      throw new KafkaException("fetched from " + partition + ", which is not stood on");
    }
    return reading;
  }

  /** Topics race: the instruction that lets the record run may be on the log already. */
  private static boolean dependsOnTheCircle(Judgement judgement) {
    return judgement.verdict() instanceof Rejected(var reason, _, _)
        && switch (reason) {
          case NO_CIRCLE,
              UNSIGNED,
              BATCH_PROOF_MISSING,
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
      return desk.judge().judge(arrival.received(), memory, view, now, precedents);
    }

    /** Whatever its own record is worth: whoever alters that must not spoil those after it. */
    boolean isSigned(Opening opening) {
      return view.circle() != null && precedents.holds(opening.statement(), view.circle());
    }

    Judged.Row row(Arrival arrival, Judgement judgement, Reading reading) {
      AnswerSeed seed = reading.settled().seed();
      return switch (judgement.verdict()) {
        case Rejected rejected ->
            new Judged.Row.Refused(arrival, seed, refusals.refuse(rejected, arrival, view));
        case MayRun verdict when isFromBefore(arrival, judgement, reading) ->
            new Judged.Row.Refused(
                arrival, seed, refusals.refuse(fromBefore(verdict), FROM_BEFORE, arrival));
        case MayRun verdict -> {
          desk.verdicts().accepted(verdict);
          yield new Judged.Row.Accepted(arrival, seed, verdict, version);
        }
      };
    }

    /** What is refused stays so. */
    boolean isCurrent(Judged.Row row) {
      return !(row instanceof Judged.Row.Accepted accepted) || accepted.version() == version;
    }

    Judged.Row again(Judged.Row row) {
      if (isCurrent(row)) {
        return row;
      }
      Arrival arrival = row.arrival();
      return switch (desk.judge().judgeAgain(arrival.received(), view, now, precedents)) {
        case Rejected rejected ->
            new Judged.Row.Refused(arrival, row.seed(), refusals.refuse(rejected, arrival, view));
        case MayRun verdict -> new Judged.Row.Accepted(arrival, row.seed(), verdict, version);
      };
    }

    private RejectionReason fromBefore(MayRun verdict) {
      return desk.journal().hasRun(verdict.work().row().sysId())
          ? RejectionReason.REPLAYED
          : RejectionReason.POSITION_UNKNOWN;
    }

    /** Without a proof nothing but the offset tells that a record may have run before. */
    private static boolean isFromBefore(Arrival arrival, Judgement judgement, Reading reading) {
      return arrival.offset() < reading.takenOverOffset()
          && judgement.memory().equals(reading.memory());
    }
  }
}
