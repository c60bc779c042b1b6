package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.ByteBuffer;

/**
 * A record's place in its stream and in its batch, wire form v1.
 *
 * <pre>0x01 || u64 sequence || u32 leaf index || u8 path length || path[32] each</pre>
 *
 * @param sequence its sequence in the stream, not negative
 * @param index the index of its leaf
 * @param path the siblings from the leaf to the root, one after another, at most 16
 */
public record BatchProof(long sequence, int index, Bytes path) {
  /** The name of the Kafka header that holds a proof. */
  public static final String HEADER = "cot-proof";

  /** How many bytes precede the path. */
  static final int HEAD_SIZE = 1 + 8 + 4 + 1;

  private static final int MAX_PATH = 16;
  private static final int SEQUENCE_AT = 1;
  private static final int INDEX_AT = SEQUENCE_AT + 8;
  private static final int LENGTH_AT = INDEX_AT + 4;

  public BatchProof {
    if (sequence < 0
        || index < 0
        || path.size() % Digest.SIZE != 0
        || path.size() > MAX_PATH * Digest.SIZE) {
      throw new IllegalArgumentException("a sequence, an index or a path out of bounds");
    }
  }

  /** The value of the header. */
  public Bytes encode() {
    byte[] header = head(sequence, index, path.size() / Digest.SIZE);
    path.copyTo(header, HEAD_SIZE, 0, path.size());
    return Bytes.owned(header);
  }

  /**
   * Reads the value of a header.
   *
   * @throws MalformedException if it is not a proof, to the last byte
   */
  public static BatchProof parse(Bytes header) throws MalformedException {
    requireForm(header);
    return new BatchProof(sequence(header), index(header), header.slice(HEAD_SIZE, header.size()));
  }

  /** The value of a header, with room for the path from {@link #HEAD_SIZE} on. */
  static byte[] head(long sequence, int index, int length) {
    return ByteBuffer.allocate(HEAD_SIZE + length * Digest.SIZE)
        .put((byte) 1)
        .putLong(sequence)
        .putInt(index)
        .put((byte) length)
        .array();
  }

  /** Makes sure that {@code header} is a proof, to the last byte. */
  static void requireForm(Bytes header) throws MalformedException {
    if (header.size() < HEAD_SIZE || header.at(0) != 1) {
      throw new MalformedException("not a batch proof of wire form v1");
    }
    int length = header.at(LENGTH_AT);
    if (length > MAX_PATH || header.size() != HEAD_SIZE + length * Digest.SIZE) {
      throw new MalformedException("the path's length is not what follows");
    }
    if (sequence(header) < 0 || index(header) < 0) {
      throw new MalformedException("a field of the batch proof is out of bounds");
    }
  }

  /** The sequence in a header of this form. */
  static long sequence(Bytes header) {
    return header.longAt(SEQUENCE_AT);
  }

  /** The index in a header of this form. */
  static int index(Bytes header) {
    return header.intAt(INDEX_AT);
  }
}
