package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Sha256;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of one stream's records: what a record is and where it stands.
 *
 * <pre>
 * leaf = SHA-256(0x00 || stream[16] || u16 size || topic || u32 partition || u64 sequence
 *                || i32 size || key || u32 size || value)
 * </pre>
 *
 * <p>A record without a key has key size -1. Every part is of fixed width or follows its size, so
 * no two records have the same bytes. Keys and values are hashed where they lie. Not for use by
 * several threads.
 */
public final class BatchLeaf {
  /** The size of a stream's name in bytes. */
  public static final int STREAM_SIZE = 16;

  private static final int MAX_TOPIC_SIZE = 249;
  private static final int TOPIC_AT = 1 + STREAM_SIZE + 2;

  private final Sha256 sha256;
  private final ByteBuffer head = ByteBuffer.allocate(TOPIC_AT + MAX_TOPIC_SIZE + 4 + 8 + 4 + 4);

  /** The topic that {@link #head} begins with: neighbours have the same. */
  private @Nullable String topic;

  private int placeAt;

  BatchLeaf(Bytes stream, Sha256 sha256) {
    if (stream.size() != STREAM_SIZE) {
      throw new IllegalArgumentException("a stream has 16 bytes, not " + stream.size());
    }
    this.sha256 = sha256;
    stream.copyTo(head.array(), 1, 0, STREAM_SIZE);
  }

  /** Writes the 32 bytes of the leaf of a record at {@code sequence} of the stream. */
  void write(long sequence, BatchRecord record, byte[] out, int at) {
    if (sequence < 0) {
      throw new IllegalArgumentException("a sequence is not negative");
    }
    if (!record.topic().equals(topic)) {
      begin(record.topic());
    }
    @Nullable Bytes key = record.key();
    int valueSizeAt =
        head.position(placeAt)
            .putInt(record.partition())
            .putLong(sequence)
            .putInt(key == null ? -1 : key.size())
            .position();
    head.putInt(record.value().size());
    if (key == null) {
      sha256.add(head.array(), 0, valueSizeAt + 4);
    } else {
      sha256.add(head.array(), 0, valueSizeAt).add(key).add(head.array(), valueSizeAt, 4);
    }
    sha256.add(record.value()).finish(out, at);
  }

  private void begin(String next) {
    Bytes name = Bytes.ofUtf8(next);
    if (name.size() > MAX_TOPIC_SIZE) {
      throw new IllegalArgumentException("a topic of " + name.size() + " bytes");
    }
    head.putShort(1 + STREAM_SIZE, (short) name.size());
    name.copyTo(head.array(), TOPIC_AT, 0, name.size());
    placeAt = TOPIC_AT + name.size();
    topic = next;
  }
}
