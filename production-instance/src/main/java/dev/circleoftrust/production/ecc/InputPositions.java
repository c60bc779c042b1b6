package dev.circleoftrust.production.ecc;

import dev.circleoftrust.runtime.store.Database;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the answers of MID Servers were written into the ECC queue. Kept with the rows, not by
 * the broker: a row and its position are committed together, so nothing is written twice or left
 * out.
 */
final class InputPositions {
  private final Database database;

  InputPositions(Database database) {
    this.database = database;
  }

  /** The offset to read next; 0 for a partition of which nothing was read. */
  long next(TopicPartition partition) {
    return database.read(handle ->
        handle
            .select(
                "SELECT next_offset FROM ecc_input_position WHERE topic = ? AND partition = ?",
                partition.topic(),
                partition.partition())
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  void advance(TopicPartition partition, long next) {
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO ecc_input_position (topic, partition, next_offset) VALUES (?, ?, ?)
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            """,
            partition.topic(),
            partition.partition(),
            next));
  }
}
