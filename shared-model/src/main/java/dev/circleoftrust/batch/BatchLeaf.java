package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The leaf of a record: what it is and where it stands.
 *
 * <pre>
 * leaf = SHA-256(0x00 || stream[16] || u16 size || topic || u32 partition || u64 sequence
 *                || i32 size || key || u32 size || value)
 * </pre>
 *
 * <p>A record without a key has key size -1. Every part is of fixed width or follows its size, so
 * no two records have the same bytes.
 */
public final class BatchLeaf {
  /** The size of a stream's name in bytes. */
  public static final int STREAM_SIZE = 16;

  private static final int MAX_TOPIC_SIZE = 249;

  private BatchLeaf() {}

  /** The leaf hash of a record at {@code sequence} of {@code stream}. */
  public static Digest hash(Bytes stream, long sequence, BatchRecord record) {
    if (stream.size() != STREAM_SIZE || sequence < 0) {
      throw new IllegalArgumentException("a stream has 16 bytes, a sequence is not negative");
    }
    Bytes topic = Bytes.ofUtf8(record.topic());
    if (topic.size() > MAX_TOPIC_SIZE) {
      throw new IllegalArgumentException("a topic of " + topic.size() + " bytes");
    }
    @Nullable Bytes key = record.key();
    ByteBuffer head =
        ByteBuffer.allocate(1 + STREAM_SIZE + 2 + topic.size() + 4 + 8 + 4)
            .put((byte) 0x00)
            .put(stream.toByteArray())
            .putShort((short) topic.size())
            .put(topic.toByteArray())
            .putInt(record.partition())
            .putLong(sequence)
            .putInt(key == null ? -1 : key.size());
    ByteBuffer size = ByteBuffer.allocate(4).putInt(record.value().size());
    return Digest.of(
        Bytes.copyOf(head.array()),
        key == null ? Bytes.empty() : key,
        Bytes.copyOf(size.array()),
        record.value());
  }
}
