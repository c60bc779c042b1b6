package dev.circleoftrust.simulator.quarantine;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.kafka.Broker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The records that MID Servers refused. For one thread.
 *
 * @param broker where they are
 */
public record Quarantine(Broker broker) {
  /** The name of the list of entries, as a table has one. */
  public static final String TABLE = EccTopics.QUARANTINE;

  /**
   * The newest entries, oldest first, each as a line of a list.
   *
   * @param limit the most of them
   */
  public List<Row> list(int limit) {
    Deque<Row> newest = new ArrayDeque<>();
    broker.read(
        TABLE,
        seen -> {
          newest.add(new QuarantineEntry(seen).line());
          if (newest.size() > limit) {
            newest.removeFirst();
          }
        });
    return new ArrayList<>(newest);
  }

  /**
   * One entry.
   *
   * @param named its number, or the place of the refused record
   * @throws RefusedException if there is none
   */
  public QuarantineEntry entry(String named) throws RefusedException {
    Optional<QuarantineEntry> found =
        named.matches("[0-9]{1,18}")
            ? broker.at(TABLE, Long.parseLong(named)).map(QuarantineEntry::new)
            : atPlace(named);
    return found.orElseThrow(() ->
        new RefusedException(
            "the quarantine has no entry %s: ./circle quarantine list shows them".formatted(named),
            "no-such-entry"));
  }

  /** The newest one, as one record may have been refused more than once. */
  private Optional<QuarantineEntry> atPlace(String place) {
    var found = new AtomicReference<Optional<QuarantineEntry>>(Optional.empty());
    broker.read(
        TABLE,
        seen -> {
          var entry = new QuarantineEntry(seen);
          if (entry.place().equals(place)) {
            found.set(Optional.of(entry));
          }
        });
    return found.get();
  }
}
