package dev.circleoftrust.benchmarks.wireform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of {@link RunForm}. For one thread. */
final class RunHashes {
  static final int SIZE = 32;
  static final int STATEMENT_SIZE = 16 + SIZE + 8;

  private final MessageDigest sha256;
  private final ByteBuffer head;
  private final int partitionAt;

  RunHashes(byte[] stream, String topic) {
    byte[] name = topic.getBytes(UTF_8);
    partitionAt = 1 + stream.length + 2 + name.length;
    head =
        ByteBuffer.allocate(partitionAt + 4 + 8 + 4 + 4)
            .put((byte) 0x00)
            .put(stream)
            .putShort((short) name.length)
            .put(name);
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The leaf of a record without a key, of the same bytes as a leaf of a batch. */
  byte[] leaf(int partition, long sequence, byte[] value) {
    head.position(partitionAt).putInt(partition).putLong(sequence).putInt(-1).putInt(value.length);
    sha256.update(head.array());
    return sha256.digest(value);
  }

  byte[] root(ByteBuffer leaves) {
    return hash((byte) 0x03, leaves);
  }

  byte[] top(ByteBuffer roots) {
    return hash((byte) 0x04, roots);
  }

  private byte[] hash(byte prefix, ByteBuffer bytes) {
    sha256.update(prefix);
    sha256.update(bytes.duplicate());
    return sha256.digest();
  }
}
