package dev.circleoftrust.runtime.http;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that cannot be read back: PBKDF2 (RFC 8018) with HMAC-SHA-512.
 *
 * <pre>pbkdf2-sha512:ITERATIONS:SALT:HASH    salt and hash in hexadecimal</pre>
 *
 * @param iterations how often the function is applied, 100,000 to 10,000,000
 * @param salt 16 random bytes
 * @param hash 64 bytes
 */
record PasswordHash(int iterations, Bytes salt, Bytes hash) {
  private static final int ITERATIONS = 210_000;
  private static final int SALT_SIZE = 16;
  private static final int HASH_SIZE = 64;
  private static final String SCHEME = "pbkdf2-sha512";

  PasswordHash {
    if (iterations < 100_000 || iterations > 10_000_000) {
      throw new IllegalArgumentException("%d iterations".formatted(iterations));
    }
    if (salt.size() != SALT_SIZE || hash.size() != HASH_SIZE) {
      throw new IllegalArgumentException(
          "a salt of %d and a hash of %d bytes".formatted(salt.size(), hash.size()));
    }
  }

  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_SIZE];
    random.nextBytes(salt);
    Bytes value = Bytes.copyOf(salt);
    return new PasswordHash(ITERATIONS, value, derive(password, ITERATIONS, value));
  }

  static PasswordHash parse(String text) throws MalformedException {
    String[] parts = text.split(":", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[1-9][0-9]{5,7}")) {
      throw new MalformedException("not a %s hash".formatted(SCHEME));
    }
    try {
      return new PasswordHash(
          Integer.parseInt(parts[1]), Bytes.fromHex(parts[2]), Bytes.fromHex(parts[3]));
    } catch (IllegalArgumentException _) {
      throw new MalformedException("not a %s hash".formatted(SCHEME));
    }
  }

  String encode() {
    return "%s:%d:%s:%s".formatted(SCHEME, iterations, salt.toHex(), hash.toHex());
  }

  /** Compares in a time that does not depend on where the hashes differ. */
  boolean matches(String password) {
    return !password.isEmpty() && derive(password, iterations, salt).equals(hash);
  }

  private static Bytes derive(String password, int iterations, Bytes salt) {
    var spec =
        new PBEKeySpec(password.toCharArray(), salt.toByteArray(), iterations, HASH_SIZE * 8);
    try {
      var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
      return Bytes.copyOf(factory.generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot hash a password", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "PasswordHash[" + SCHEME + "]";
  }
}
