package dev.circleoftrust.runtime.kafka;

import java.time.Duration;

/**
 * How a producer gathers what it sends.
 *
 * @param linger how long it waits for more to send together, up to a second
 * @param batchSize bytes for one partition that it gathers at most
 * @param compression of what it gathers
 * @param maxRecordSize the most bytes of one record, at least 1 KiB
 */
public record Sending(Duration linger, int batchSize, Compression compression, int maxRecordSize) {
  /** The codecs in use. */
  public enum Compression {
    /** Bytes as they are. */
    NONE,
    /** Fast, and removes what records repeat. */
    LZ4,
    /** Slower, and removes the most. */
    ZSTD
  }

  /** For single records that somebody waits for. */
  public static final Sending AT_ONCE =
      new Sending(Duration.ZERO, 16 << 10, Compression.NONE, 1 << 20);

  /** For many records, at the price of a few milliseconds. */
  public static final Sending GATHERED =
      new Sending(Duration.ofMillis(5), 256 << 10, Compression.LZ4, 1 << 20);

  public Sending {
    if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("a linger of " + linger);
    }
    if (batchSize < 1 || maxRecordSize < 1024) {
      throw new IllegalArgumentException(
          "batches of %d bytes, records of %d".formatted(batchSize, maxRecordSize));
    }
  }

  /** The same with another codec. */
  public Sending withCompression(Compression other) {
    return new Sending(linger, batchSize, other, maxRecordSize);
  }

  /** The same for records up to this size. */
  public Sending withMaxRecordSize(int size) {
    return new Sending(linger, batchSize, compression, size);
  }
}
