package dev.circleoftrust.mid.queue;

import dev.circleoftrust.runtime.store.Database;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers on disk which offset a process is about to fetch after its start, so that a record that
 * ends the process as it is unpacked is not fetched for ever: a compressed record of a few
 * kilobytes may need more memory than there is, and the Kafka client knows no limit. For one
 * thread.
 *
 * <p>An offset at which a process ended twice, each time within seconds of fetching it, is skipped.
 * Only its owner loses by that: production sees that the row stays unanswered.
 */
final class Attempts {
  /** How often the process may end at an offset before that is skipped. */
  static final int MOST = 2;

  private static final Duration SURVIVAL = Duration.ofSeconds(5);

  private final Database database;
  private final Set<TopicPartition> begun = new HashSet<>();
  private final Set<TopicPartition> open = new HashSet<>();
  private long since;

  Attempts(Database database) {
    this.database = database;
  }

  /**
   * Notes that {@code next} of {@code partition}, where something is, is about to be fetched for
   * the first time in the life of the process.
   *
   * @return false where it is to be skipped
   */
  boolean mayFetch(TopicPartition partition, long next) {
    if (!begun.add(partition)) {
      return true; // this process has survived it already
    }
    return database.inTransaction(handle -> {
      OptionalInt ended =
          handle
              .createQuery(
                  "SELECT starts FROM ecc_attempt"
                      + " WHERE topic = ? AND partition = ? AND next_offset = ?")
              .bind(0, partition.topic())
              .bind(1, partition.partition())
              .bind(2, next)
              .mapTo(Integer.class)
              .findOne()
              .map(OptionalInt::of)
              .orElseGet(OptionalInt::empty);
      if (ended.orElse(0) >= MOST) {
        return false;
      }
      handle.execute(
          "INSERT INTO ecc_attempt (topic, partition, next_offset, starts) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (topic, partition) DO UPDATE SET"
              + " next_offset = excluded.next_offset, starts = excluded.starts",
          partition.topic(),
          partition.partition(),
          next,
          ended.orElse(0) + 1);
      open.add(partition);
      since = System.nanoTime();
      return true;
    });
  }

  /** Notes that a fetch was survived: with records, or for some seconds. */
  void fetched(boolean records) {
    if (!open.isEmpty() && (records || System.nanoTime() - since > SURVIVAL.toNanos())) {
      database.inTransaction(handle -> {
        for (TopicPartition partition : open) {
          handle.execute(
              "DELETE FROM ecc_attempt WHERE topic = ? AND partition = ?",
              partition.topic(),
              partition.partition());
        }
        return open.size();
      });
      open.clear();
    }
  }
}
