package dev.circleoftrust.runtime.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How much a consumer fetches. A batch that is larger comes all the same, else it would never come.
 *
 * @param maxBytes of one answer of the broker, compressed
 * @param maxRecords that one poll unpacks
 */
public record Fetching(int maxBytes, int maxRecords) {
  /** For a topic that may hold a record that ends the process. */
  public static final Fetching ONE_BY_ONE = new Fetching(1 << 20, 1);

  /** For logs that are read to their end. */
  static final Fetching LOG = new Fetching(24 << 20, 500);

  private static final int MOST_RECORDS = 500;

  /** The part of the heap that the records of one poll may fill. */
  private static final int PART_OF_THE_HEAP = 16;

  /** As many records of at most {@code size} bytes as this process can unpack at once. */
  public static Fetching ofRecordsUpTo(int size) {
    long fit = Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP / size;
    return new Fetching(4 << 20, Math.clamp(fit, 1, MOST_RECORDS));
  }

  Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        2 * maxBytes,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        maxBytes,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        maxRecords);
  }
}
