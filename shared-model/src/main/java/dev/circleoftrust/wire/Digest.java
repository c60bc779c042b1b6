package dev.circleoftrust.wire;

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
    var sha256 = new Sha256();
    for (Bytes part : parts) {
      sha256.add(part);
    }
    return sha256.finish();
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
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
