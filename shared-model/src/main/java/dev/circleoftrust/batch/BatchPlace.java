package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.nio.ByteBuffer;

/**
 * What a record bears that shares the proof of one before it: where it stands in which batch.
 *
 * <pre>0x01 || u64 sequence || u32 leaf index || batch[16]</pre>
 *
 * @param sequence its sequence in the stream, not negative
 * @param index the index of its leaf, not negative
 * @param batch the first 16 bytes of the SHA-256 of the header {@link BatchStatement#HEADER} that
 *     the record before it bore
 */
record BatchPlace(long sequence, int index, Bytes batch) {
  private static final int BATCH_SIZE = 16;
  private static final int SEQUENCE_AT = 1;
  private static final int INDEX_AT = SEQUENCE_AT + 8;
  private static final int BATCH_AT = INDEX_AT + 4;
  private static final int SIZE = BATCH_AT + BATCH_SIZE;

  BatchPlace {
    if (sequence < 0 || index < 0 || batch.size() != BATCH_SIZE) {
      throw new IllegalArgumentException("a sequence, an index or a batch's name out of bounds");
    }
  }

  /** What a batch with this signed statement is called here. */
  static Bytes nameOf(Bytes statement, Sha256 sha256) {
    Digest whole = sha256.add(statement).finish();
    return whole.value().slice(0, BATCH_SIZE);
  }

  /** The value of the header. */
  Bytes encode() {
    byte[] header = ByteBuffer.allocate(SIZE).put((byte) 1).putLong(sequence).putInt(index).array();
    batch.copyTo(header, BATCH_AT, 0, BATCH_SIZE);
    return Bytes.owned(header);
  }

  /**
   * Reads the value of a header.
   *
   * @throws MalformedException if it is no such place, to the last byte
   */
  static BatchPlace parse(Bytes header) throws MalformedException {
    if (header.size() != SIZE || header.at(0) != 1) {
      throw new MalformedException("not a place in a batch of wire form v1");
    }
    long sequence = header.longAt(SEQUENCE_AT);
    int index = header.intAt(INDEX_AT);
    if (sequence < 0 || index < 0) {
      throw new MalformedException("a field of the place in a batch is out of bounds");
    }
    return new BatchPlace(sequence, index, header.slice(BATCH_AT, SIZE));
  }
}
