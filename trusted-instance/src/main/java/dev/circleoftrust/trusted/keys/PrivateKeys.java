package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The private keys of this instance: PKCS#8 files of mode 600 in its folder, named after the key's
 * id. Whoever can read the folder has the keys; there is no HSM.
 *
 * <p>Safe for any number of threads.
 */
public final class PrivateKeys {
  private static final int MAX_SIZE = 16 << 10;

  private final PrivateFolder folder;
  private final ConcurrentHashMap<Digest, Signer> opened = new ConcurrentHashMap<>();

  /** The keys in {@code folder}. */
  public PrivateKeys(PrivateFolder folder) {
    this.folder = folder;
  }

  /** A new Ed25519 key, in memory only until it is {@link #keep kept}. */
  static Bytes generate() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return Bytes.copyOf(pair.getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
  }

  /**
   * Keeps a key (PKCS#8 in DER) for good.
   *
   * @throws MalformedException if it is none that signs here; nothing is kept then
   */
  Signer keep(Bytes pkcs8) throws MalformedException {
    Signer signer = SoftwareKey.ofPkcs8(pkcs8);
    folder.write(file(signer.keyId()), pkcs8);
    opened.put(signer.keyId(), signer);
    return signer;
  }

  /** The key called {@code id}; empty where its file is gone. */
  Optional<Signer> find(Digest id) {
    Signer known = opened.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Bytes> stored = folder.read(file(id), MAX_SIZE);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Signer signer = SoftwareKey.ofPkcs8(stored.get());
      opened.put(id, signer);
      return Optional.of(signer);
    } catch (MalformedException e) {
      throw new ConfigurationException(
          "the private key %s is damaged: %s".formatted(folder.file(file(id)), e.fact()), e);
    }
  }

  private static String file(Digest id) {
    return "key-" + id.toHex();
  }
}
