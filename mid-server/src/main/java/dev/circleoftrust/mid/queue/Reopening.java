package dev.circleoftrust.mid.queue;

import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.mid.queue.Partitions.Settled;
import dev.circleoftrust.record.SysId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, when a lane opens, which of its rows have their answer: by the disk, and by what was
 * committed since the disk's last mark. For one thread.
 */
final class Reopening {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reopening.class);

  private final Desk desk;
  private final String topic;
  private final boolean shared;
  private final ReadBack readBack;
  private final List<Long> gone = new ArrayList<>();
  private final List<Long> announced = new ArrayList<>();
  private final Deque<Long> left = new ArrayDeque<>();

  /**
   * @param topic the topic of the rows
   * @param shared true where they are a cluster's
   */
  Reopening(Desk desk, String topic, boolean shared, ReadBack readBack) {
    this.desk = desk;
    this.topic = topic;
    this.shared = shared;
    this.readBack = readBack;
  }

  /**
   * The numbers of the rows of the journal that are still to be answered, in their order. What was
   * settled at sight is on the disk as answered from now on, under seeds that nobody has seen.
   *
   * @param hand the rows that workers have: nobody else's
   * @param end where the topic of results ends
   */
  Deque<Long> left(InHand hand, long end) {
    var open = new ArrayList<Journal.Outline>();
    hand.look(given ->
        open.addAll(
            desk.journal().outlines(topic).stream()
                .filter(row -> !given.contains(row.number()))
                .toList()));
    // Of a cluster's partitions the group knows how far they are answered.
    List<Reading> readings = shared ? List.of() : desk.journal().partitions().all(topic);
    ReadBack.Found found = found(open, readings, end);
    open.forEach(row -> decide(row, found));
    List<Reading> known = readings.stream().map(reading -> renewed(reading, found)).toList();
    desk.journal().settled(topic, known, gone, announced, end);
    if (!open.isEmpty()) {
      LOGGER
          .atInfo()
          .addKeyValue("open", open.size())
          .addKeyValue("left", left.size())
          .log("rows of the journal are taken up again");
    }
    return left;
  }

  private ReadBack.Found found(List<Journal.Outline> open, List<Reading> readings, long end) {
    Set<SysId> answers = open.stream().map(Journal.Outline::answer).collect(Collectors.toSet());
    List<AnswerSeed> seeds = readings.stream().map(reading -> reading.settled().seed()).toList();
    boolean undecided = shared && open.stream().anyMatch(row -> !row.decided());
    var wanted = new ReadBack.Wanted(answers, seeds, undecided);
    return wanted.isNothing()
        ? ReadBack.Found.nothing()
        : readBack.committed(wanted, desk.journal().mark(topic), end);
  }

  private void decide(Journal.Outline row, ReadBack.Found found) {
    if (found.inputs().contains(row.answer())) {
      gone.add(row.number());
    } else if (row.decided() || !shared) {
      left.add(row.number());
    } else if (isAnnounced(row, found)) {
      left.add(row.number());
      announced.add(row.number());
    } else {
      gone.add(row.number()); // another member's by now
    }
  }

  private boolean isAnnounced(Journal.Outline row, ReadBack.Found found) {
    return desk.journal()
        .entry(row.number())
        .map(entry -> Refusals.rowName(entry.arrival()))
        .filter(named -> found.announced().contains(named.sysId()))
        .isPresent();
  }

  private Reading renewed(Reading reading, ReadBack.Found found) {
    long last = found.answered().getOrDefault(reading.settled().seed(), -1L);
    long before = Math.max(reading.settled().before(), last + 1);
    if (before > reading.nextOffset()) {
      LOGGER
          .atInfo()
          .addKeyValue("partition", reading.partition())
          .addKeyValue("rows", before - reading.nextOffset())
          .log("rows were settled at sight before the process ended");
    }
    return reading.with(new Settled(AnswerSeed.of(desk.surroundings().ids().get()), before));
  }
}
