package dev.circleoftrust.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Computes SHA-256 digests (FIPS 180-4), one after another, over bytes where they lie. Not for use
 * by several threads.
 */
public final class Sha256 {
  private final MessageDigest digest = instance();

  /** Adds {@code part} to what is digested. */
  public Sha256 add(Bytes part) {
    part.update(digest);
    return this;
  }

  /** Adds {@code size} bytes of {@code bytes} from {@code from} on. */
  public Sha256 add(byte[] bytes, int from, int size) {
    digest.update(bytes, from, size);
    return this;
  }

  /** Writes the digest of what was added, {@link Digest#SIZE} bytes, and begins anew. */
  public void finish(byte[] out, int at) {
    try {
      digest.digest(out, at, Digest.SIZE);
    } catch (DigestException e) {
      throw new IndexOutOfBoundsException(e.getMessage());
    }
  }

  /** The digest of what was added; begins anew. */
  public Digest finish() {
    return new Digest(Bytes.owned(digest.digest()));
  }

  private static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
