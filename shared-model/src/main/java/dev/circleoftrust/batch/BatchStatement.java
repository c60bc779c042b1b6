package dev.circleoftrust.batch;

import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * What production signs for a batch, wire form v1: binary, since it travels with every record.
 *
 * <pre>
 * "COTB" 0x01 || circle[32] || key id[32] || stream[16] || root[32] || u32 size
 *             || i64 signedAt || i64 notAfter || u16 size || signature
 * </pre>
 *
 * @param circle the circle's id
 * @param keyId the id of the notarization key
 * @param stream the stream whose sequences the batch continues, 16 bytes
 * @param root the root of the tree
 * @param size the number of leaves, 1 to 65,536
 * @param signedAt when it was signed, by production's clock, in whole milliseconds
 * @param notAfter the last moment at which its records may run
 */
public record BatchStatement(
    Digest circle,
    Digest keyId,
    Bytes stream,
    Digest root,
    int size,
    Instant signedAt,
    Instant notAfter) {
  /** The type under which a batch statement is signed. */
  public static final String PAYLOAD_TYPE = "application/vnd.circle-of-trust.batch.v1";

  /** The name of the Kafka header that holds a statement and its signature. */
  public static final String HEADER = "cot-batch";

  private static final byte[] MAGIC = {'C', 'O', 'T', 'B', 0x01};
  private static final int BODY_SIZE = MAGIC.length + 3 * Digest.SIZE + BatchLeaf.STREAM_SIZE + 20;
  private static final int MAX_SIGNATURE_SIZE = 1024;

  /**
   * A statement as it travels: nobody has verified it.
   *
   * @param statement what was signed
   * @param body the bytes of the statement
   * @param signature the signature over {@link #signedBytes()}, 1 to 1,024 bytes
   */
  public record Signed(BatchStatement statement, Bytes body, Bytes signature) {
    public Signed {
      if (signature.isEmpty() || signature.size() > MAX_SIGNATURE_SIZE) {
        throw new IllegalArgumentException("a signature of " + signature.size() + " bytes");
      }
    }

    /** The bytes that the signature covers. */
    public Bytes signedBytes() {
      return Pae.encode(PAYLOAD_TYPE, body);
    }

    /** The value of the header. */
    public Bytes encode() {
      ByteBuffer size = ByteBuffer.allocate(2).putShort((short) signature.size());
      return Bytes.concat(body, Bytes.owned(size.array()), signature);
    }
  }

  public BatchStatement {
    if (stream.size() != BatchLeaf.STREAM_SIZE) {
      throw new IllegalArgumentException("a stream has 16 bytes, not " + stream.size());
    }
    if (size < 1 || size > MerkleTree.MAX_SIZE) {
      throw new IllegalArgumentException("a batch of " + size);
    }
    signedAt = Instant.ofEpochMilli(signedAt.toEpochMilli());
    notAfter = Instant.ofEpochMilli(notAfter.toEpochMilli());
  }

  /** The bytes of the statement, without a signature. */
  public Bytes encode() {
    return Bytes.copyOf(
        ByteBuffer.allocate(BODY_SIZE)
            .put(MAGIC)
            .put(circle.value().toByteArray())
            .put(keyId.value().toByteArray())
            .put(stream.toByteArray())
            .put(root.value().toByteArray())
            .putInt(size)
            .putLong(signedAt.toEpochMilli())
            .putLong(notAfter.toEpochMilli())
            .array());
  }

  /**
   * Splits the value of a header. The lengths are fixed, so this precedes verification safely.
   *
   * @throws MalformedException if it is not a statement with a signature, to the last byte
   */
  public static Signed parse(Bytes header) throws MalformedException {
    if (header.size() <= BODY_SIZE + 2 || header.size() > BODY_SIZE + 2 + MAX_SIGNATURE_SIZE) {
      throw new MalformedException("a batch statement of " + header.size() + " bytes");
    }
    ByteBuffer in = header.toByteBuffer();
    if (!Arrays.equals(next(in, MAGIC.length), MAGIC)) {
      throw new MalformedException("not a batch statement of wire form v1");
    }
    try {
      var statement =
          new BatchStatement(
              digest(in),
              digest(in),
              Bytes.copyOf(next(in, BatchLeaf.STREAM_SIZE)),
              digest(in),
              in.getInt(),
              Instant.ofEpochMilli(in.getLong()),
              Instant.ofEpochMilli(in.getLong()));
      if (in.getShort() != in.remaining()) {
        throw new MalformedException("the signature's length is not what follows");
      }
      return new Signed(
          statement, header.slice(0, BODY_SIZE), header.slice(BODY_SIZE + 2, header.size()));
    } catch (IllegalArgumentException _) {
      throw new MalformedException("a field of the batch statement is out of bounds");
    }
  }

  private static Digest digest(ByteBuffer in) {
    return new Digest(Bytes.copyOf(next(in, Digest.SIZE)));
  }

  private static byte[] next(ByteBuffer in, int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }
}
