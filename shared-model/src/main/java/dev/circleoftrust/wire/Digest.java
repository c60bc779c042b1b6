package dev.circleoftrust.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 digest (FIPS 180-4). The one hash function of the protocol, so it needs no algorithm
 * beside it.
 *
 * @param value exactly {@link #SIZE} bytes
 */
public record Digest(Bytes value) implements Comparable<Digest> {
  /** The size of a digest in bytes. */
  public static final int SIZE = 32;

  public Digest {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException(
          "a SHA-256 digest is %d bytes, not %d".formatted(SIZE, value.size()));
    }
  }

  /** The digest of the parts, one after another. */
  public static Digest of(Bytes... parts) {
    MessageDigest digest = sha256();
    for (Bytes part : parts) {
      part.update(digest);
    }
    return new Digest(Bytes.copyOf(digest.digest()));
  }

  /** Reads 64 lower-case hexadecimal digits. */
  public static Digest fromHex(String hex) throws MalformedException {
    Bytes value = Bytes.fromHex(hex);
    if (value.size() != SIZE) {
      throw new MalformedException("a SHA-256 digest is 64 hexadecimal digits");
    }
    return new Digest(value);
  }

  /** 64 lower-case hexadecimal digits. */
  public String toHex() {
    return value.toHex();
  }

  /** The first 16 hexadecimal digits: enough for a person to tell two apart, never to trust one. */
  public String brief() {
    return toHex().substring(0, 16);
  }

  @Override
  public int compareTo(Digest other) {
    return toHex().compareTo(other.toHex());
  }

  @Override
  public String toString() {
    return toHex();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
