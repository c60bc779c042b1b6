package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A record's place in its stream and in its batch, wire form v1.
 *
 * <pre>0x01 || u64 sequence || u32 leaf index || u8 path length || path[32] each</pre>
 *
 * @param sequence its sequence in the stream, not negative
 * @param index the index of its leaf
 * @param path the siblings from the leaf to the root, at most 16
 */
public record BatchProof(long sequence, int index, List<Digest> path) {
  /** The name of the Kafka header that holds a proof. */
  public static final String HEADER = "cot-proof";

  private static final int MAX_PATH = 16;
  private static final int HEAD_SIZE = 1 + 8 + 4 + 1;

  public BatchProof {
    path = List.copyOf(path);
    if (sequence < 0 || index < 0 || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("a sequence, an index or a path out of bounds");
    }
  }

  /** The value of the header. */
  public Bytes encode() {
    ByteBuffer out =
        ByteBuffer.allocate(HEAD_SIZE + path.size() * Digest.SIZE)
            .put((byte) 1)
            .putLong(sequence)
            .putInt(index)
            .put((byte) path.size());
    path.forEach(sibling -> out.put(sibling.value().toByteArray()));
    return Bytes.copyOf(out.array());
  }

  /**
   * Reads the value of a header.
   *
   * @throws MalformedException if it is not a proof, to the last byte
   */
  public static BatchProof parse(Bytes header) throws MalformedException {
    if (header.size() < HEAD_SIZE || header.at(0) != 1) {
      throw new MalformedException("not a batch proof of wire form v1");
    }
    ByteBuffer in = header.toByteBuffer();
    in.get();
    long sequence = in.getLong();
    int index = in.getInt();
    int length = in.get();
    if (length < 0 || length > MAX_PATH || in.remaining() != length * Digest.SIZE) {
      throw new MalformedException("the path's length is not what follows");
    }
    var path = new ArrayList<Digest>(length);
    for (int at = HEAD_SIZE; at < header.size(); at += Digest.SIZE) {
      path.add(new Digest(header.slice(at, at + Digest.SIZE)));
    }
    try {
      return new BatchProof(sequence, index, path);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("a field of the batch proof is out of bounds");
    }
  }
}
