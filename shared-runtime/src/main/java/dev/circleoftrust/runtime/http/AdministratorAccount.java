package dev.circleoftrust.runtime.http;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one administrator of an instance, who holds every role. The password is drawn at the first
 * start into a file that only the owner of the folder can read; the process itself keeps a hash.
 * The file may be deleted once it was read; deleting both makes a new password at the next start.
 *
 * <p>Safe for any number of threads.
 */
public final class AdministratorAccount {
  /** The administrator's name. */
  public static final String USER = "admin";

  /** The file that tells the password, in the process's folder. */
  public static final String PASSWORD_FILE = "admin-password";

  static final String HASH_FILE = "admin-password-hash";

  private static final int PASSWORD_BYTES = 24;
  private static final int MAX_HASH_FILE = 1024;

  private final PasswordHash hash;
  private final SecretKeySpec memoryKey;
  private volatile Bytes proven = Bytes.empty();

  private AdministratorAccount(PasswordHash hash, SecureRandom random) {
    this.hash = hash;
    byte[] key = new byte[32];
    random.nextBytes(key);
    this.memoryKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * The account that the folder holds, made where there is none.
   *
   * @throws ConfigurationException if the files cannot be read or written
   */
  public static AdministratorAccount open(PrivateFolder folder, SecureRandom random) {
    var stored = folder.read(HASH_FILE, MAX_HASH_FILE);
    if (stored.isPresent()) {
      try {
        return new AdministratorAccount(PasswordHash.parse(stored.get().toUtf8().strip()), random);
      } catch (MalformedException e) {
        throw new ConfigurationException(
            "%s holds no password hash: delete it, and a new password is made"
                .formatted(folder.file(HASH_FILE)),
            e);
      }
    }
    byte[] drawn = new byte[PASSWORD_BYTES];
    random.nextBytes(drawn);
    String password = Base64.getUrlEncoder().encodeToString(drawn);
    var hash = PasswordHash.of(password, random);
    // The hash last: where it is missing, the next start makes both anew.
    folder.write(PASSWORD_FILE, Bytes.ofUtf8(password + "\n"));
    folder.write(HASH_FILE, Bytes.ofUtf8(hash.encode() + "\n"));
    return new AdministratorAccount(hash, random);
  }

  /** Whether these are the administrator's. Slow on purpose, a tenth of a second or so. */
  boolean matches(String user, String password) {
    boolean right = hash.matches(password) && user.equals(USER);
    if (right) {
      proven = remembered(password);
    }
    return right;
  }

  /**
   * Whether this very password was found right before. Fast, so that not every request pays for the
   * slow hash; what is remembered is worth nothing outside this process.
   */
  boolean wasProven(String user, String password) {
    return user.equals(USER) && remembered(password).equals(proven);
  }

  private Bytes remembered(String password) {
    try {
      Mac mac = Mac.getInstance(memoryKey.getAlgorithm());
      mac.init(memoryKey);
      return Bytes.copyOf(mac.doFinal(Bytes.ofUtf8(password).toByteArray()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java platform has no HMAC-SHA-256", e);
    }
  }
}
