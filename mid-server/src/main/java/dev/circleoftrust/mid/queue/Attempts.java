package dev.circleoftrust.mid.queue;

import dev.circleoftrust.runtime.store.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers on disk which offset a process is about to fetch, so that a record that ends the
 * process as it is unpacked is not fetched for ever: a compressed record of a few kilobytes may
 * need more memory than there is, and the Kafka client knows no limit. For one thread.
 *
 * <p>A process notes where it begins to read each partition, and takes the note back once it has
 * fetched something, or lived for some seconds. One that finds a note of the topic is careful: it
 * fetches record by record, with a note for each, until a number of them went well. An offset that
 * was noted twice by processes that ended is skipped: so it is the one that ended them, and none of
 * those before it.
 */
final class Attempts {
  /** How often the process may end at an offset before that is skipped. */
  static final int MOST = 2;

  private static final Duration SURVIVAL = Duration.ofSeconds(5);
  private static final int CAREFULLY = 500;

  private final Database database;
  private final String topic;
  private final Map<TopicPartition, Long> noted = new HashMap<>();
  private boolean careful;
  private boolean watching = true;
  private int survived;
  private long since;

  Attempts(Database database, String topic) {
    this.database = database;
    this.topic = topic;
    this.careful =
        database.read(handle ->
            handle
                .createQuery("SELECT EXISTS (SELECT * FROM ecc_attempt WHERE topic = ?)")
                .bind(0, topic)
                .mapTo(Boolean.class)
                .one());
  }

  /** True while records are to be fetched one by one. */
  boolean isCareful() {
    return careful;
  }

  /**
   * Notes that {@code next} of {@code partition}, where something is, is about to be fetched: the
   * first time in the life of the process, and each time while it is careful.
   *
   * @return false where it is to be skipped
   */
  boolean mayFetch(TopicPartition partition, long next) {
    if (!watching) {
      return true;
    }
    Long before = noted.get(partition);
    if (before != null && (!careful || before == next)) {
      return true; // this process has survived it already
    }
    noted.put(partition, next);
    since = System.nanoTime();
    return database.inTransaction(handle -> {
      int ended =
          handle
              .createQuery(
                  "SELECT starts FROM ecc_attempt"
                      + " WHERE topic = ? AND partition = ? AND next_offset = ?")
              .bind(0, topic)
              .bind(1, partition.partition())
              .bind(2, next)
              .mapTo(Integer.class)
              .findOne()
              .orElse(0);
      if (ended >= MOST) {
        return false;
      }
      handle.execute(
          "INSERT INTO ecc_attempt (topic, partition, next_offset, starts) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (topic, partition) DO UPDATE SET"
              + " next_offset = excluded.next_offset, starts = excluded.starts",
          topic,
          partition.partition(),
          next,
          ended + 1);
      return true;
    });
  }

  /**
   * Notes that a fetch was survived.
   *
   * @param records how many it brought
   */
  void fetched(int records) {
    if (!watching || noted.isEmpty()) {
      return;
    }
    survived += records;
    boolean lived = System.nanoTime() - since > SURVIVAL.toNanos();
    if (careful ? survived >= CAREFULLY || (records == 0 && lived) : records > 0 || lived) {
      forget();
    }
  }

  /** Takes the notes back: what follows is no end of the process by what it fetched. */
  void forget() {
    if (watching) {
      database.inTransaction(
          handle -> handle.execute("DELETE FROM ecc_attempt WHERE topic = ?", topic));
    }
    watching = false;
    careful = false;
  }
}
