package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.CertificateChain;
import dev.circleoftrust.keys.CertificateProfile;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * <i>Import key from keystore</i>: takes a key into a module only where its certificate is one that
 * the circle would accept, and says which rule it breaks where it is not. Safe for any number of
 * threads.
 */
public final class KeyImport {
  private final KeyCabinet cabinet;
  private final PrivateKeys privateKeys;
  private final TableStore store;
  private final InstantSource clock;

  /** Imports into {@code cabinet}; the certificates are listed in {@code store}. */
  public KeyImport(
      KeyCabinet cabinet, PrivateKeys privateKeys, TableStore store, InstantSource clock) {
    this.cabinet = cabinet;
    this.privateKeys = privateKeys;
    this.store = store;
    this.clock = clock;
  }

  /** A certificate that was found good, and the root that ends its chain. */
  private record Vouched(VerificationKey key, Bytes root) {}

  /**
   * Imports the one key of a PKCS#12 store.
   *
   * @param password opens the store; overwritten before this returns
   * @param roots authorities in PEM that the store need not hold
   * @return the record of the certificate in {@code sys_certificate}
   */
  public GlideRecord add(
      CryptoModule module, Bytes pkcs12, char[] password, List<String> roots, String user)
      throws ActionRefusedException {
    ImportedKey imported = KeyStoreReader.read(pkcs12, password, roots);
    Vouched vouched = vouched(imported);
    requireNew(vouched.key().keyId(), module);
    requireMatch(imported.pkcs8(), vouched.key());
    return keep(module, imported, vouched.root(), user);
  }

  /** Tries one root at a time, so that the circle will name the one that is needed and no other. */
  private Vouched vouched(ImportedKey imported) throws ActionRefusedException {
    CertificateChain chain = chain(imported);
    Instant now = clock.instant();
    for (Bytes root : imported.roots()) {
      if (CertificateProfile.check(chain, List.of(root), now)
          instanceof CertificateProfile.Accepted accepted) {
        return new Vouched(accepted.key(), root);
      }
    }
    if (CertificateProfile.check(chain, imported.roots(), now)
        instanceof CertificateProfile.Refused(var problem, var detail)) {
      throw ActionRefusedException.unfit(problem.code(), detail);
    }
    throw new IllegalStateException("several roots vouch for what no one of them does");
  }

  private static CertificateChain chain(ImportedKey imported) throws ActionRefusedException {
    try {
      return CertificateChain.ofDer(imported.chain());
    } catch (MalformedException e) {
      throw KeyStoreReader.refused(KeyStoreProblem.MALFORMED, e.fact());
    }
  }

  private void requireNew(Digest keyId, CryptoModule module) throws ActionRefusedException {
    for (ModuleKey known : cabinet.keys()) {
      if (known.signer().keyId().equals(keyId)) {
        throw ActionRefusedException.notNow(
            "key-already-imported",
            known.module() == module
                ? "%s has this key already".formatted(module.productName())
                : "%s has this key, and a key has one purpose: make another for %s"
                    .formatted(known.module().productName(), module.productName()));
      }
    }
  }

  private static void requireMatch(Bytes pkcs8, VerificationKey certified)
      throws ActionRefusedException {
    try {
      if (SoftwareKey.ofPkcs8(pkcs8).verificationKey().equals(certified)) {
        return;
      }
    } catch (MalformedException _) {
      // The certified key was found good, so this is another one.
    }
    throw KeyStoreReader.refused(
        KeyStoreProblem.KEY_MISMATCHED, "the certificate is for another key than the store's");
  }

  private GlideRecord keep(CryptoModule module, ImportedKey imported, Bytes root, String user)
      throws ActionRefusedException {
    try {
      Signer signer = privateKeys.keep(imported.pkcs8());
      GlideRecord record = CertificateRecords.of(imported.chain(), module.productName());
      var key = new ModuleKey(module, signer, imported.chain(), root, record.sysId());
      return store.inTransaction(() -> {
        cabinet.add(key);
        return store.insert(record, user);
      });
    } catch (MalformedException e) {
      throw KeyStoreReader.refused(KeyStoreProblem.MALFORMED, e.fact());
    }
  }
}
