package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The imported keys. The newest of a module is its active one; older ones stay, for as long as the
 * circle may know no other. Safe for any number of threads.
 */
public final class ModuleKeys {
  private final KeyCabinet cabinet;

  /** The keys in {@code cabinet}. */
  public ModuleKeys(KeyCabinet cabinet) {
    this.cabinet = cabinet;
  }

  /** The key whose certificate has this record. */
  public Optional<ModuleKey> ofCertificate(SysId certificate) {
    return cabinet.keys().stream().filter(key -> key.certificate().equals(certificate)).findFirst();
  }

  /** The newest key of a module. */
  public Optional<ModuleKey> active(CryptoModule module) {
    return ofModule(module).stream().reduce((_, newer) -> newer);
  }

  /** The roots of the active keys, that of {@code first} first. */
  public List<Bytes> roots(ModuleKey first) {
    Set<Bytes> roots = new LinkedHashSet<>(List.of(first.root()));
    for (CryptoModule module : CryptoModule.values()) {
      active(module).map(ModuleKey::root).ifPresent(roots::add);
    }
    return new ArrayList<>(roots);
  }

  /**
   * The newest key of a module that the circle trusts for it.
   *
   * @throws ActionRefusedException if there is none
   */
  public Signer trustedSigner(CryptoModule module, CircleState state)
      throws ActionRefusedException {
    List<ModuleKey> keys = ofModule(module);
    if (keys.isEmpty()) {
      throw ActionRefusedException.notNow(
          "key-missing", "there is no key in %s: import one".formatted(module.productName()));
    }
    return keys.reversed().stream()
        .map(ModuleKey::signer)
        .filter(signer -> state.key(signer.keyId(), module.purpose()).isPresent())
        .findFirst()
        .orElseThrow(() -> notTrusted(module, keys.getLast(), state));
  }

  private static ActionRefusedException notTrusted(
      CryptoModule module, ModuleKey newest, CircleState state) {
    return state.isRevoked(newest.signer().keyId())
        ? ActionRefusedException.notNow(
            "key-revoked",
            "the key of %s was revoked: import another, export its certificate and install it"
                .formatted(module.productName()))
        : ActionRefusedException.notNow(
            "key-not-trusted",
            "the circle does not trust the key of %s yet: export its certificate and install it"
                    .formatted(module.productName())
                + " on production");
  }

  private List<ModuleKey> ofModule(CryptoModule module) {
    return cabinet.keys().stream().filter(key -> key.module() == module).toList();
  }
}
