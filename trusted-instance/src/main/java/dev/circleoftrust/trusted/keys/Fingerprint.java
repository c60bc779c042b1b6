package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.wire.Digest;
import java.util.Locale;

/** What two persons compare: a digest in upper-case pairs of hexadecimal digits with colons. */
final class Fingerprint {
  private Fingerprint() {}

  /** The spelling of {@code keyId}: 32 pairs. */
  static String of(Digest keyId) {
    return keyId.toHex().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
  }
}
