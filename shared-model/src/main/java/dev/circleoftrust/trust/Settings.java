package dev.circleoftrust.trust;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stretch of the log amounts to. Immutable.
 *
 * @param enforcing true where Code Signing is on
 * @param configuredThreshold how many issuers the circle was told must sign an instruction
 * @param codeThreshold how many issuers must sign a record that carries code
 * @param keys every key that was admitted, revoked ones too, by key id
 * @param revoked ids of the keys that are trusted no longer
 * @param withdrawn ids of the record signatures that hold no longer
 */
record Settings(
    boolean enforcing,
    int configuredThreshold,
    int codeThreshold,
    Map<Digest, TrustedKey> keys,
    Set<Digest> revoked,
    Set<Digest> withdrawn) {
  Settings {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    revoked = Collections.unmodifiableSet(new LinkedHashSet<>(revoked));
    withdrawn = Collections.unmodifiableSet(new LinkedHashSet<>(withdrawn));
  }

  Settings after(Change change) {
    return switch (change) {
      case Change.Enforce(var on) ->
          new Settings(on, configuredThreshold, codeThreshold, keys, revoked, withdrawn);
      case Change.Admit(var key) -> {
        var more = new LinkedHashMap<>(keys);
        more.put(key.id(), key);
        yield new Settings(enforcing, configuredThreshold, codeThreshold, more, revoked, withdrawn);
      }
      case Change.Revoke(var key) ->
          new Settings(
              enforcing, configuredThreshold, codeThreshold, keys, with(revoked, key), withdrawn);
      case Change.Withdraw(var id) ->
          new Settings(
              enforcing, configuredThreshold, codeThreshold, keys, revoked, with(withdrawn, id));
      case Change.Require(var purpose, var issuers) -> {
        boolean ofCode = purpose == KeyPurpose.CODE;
        yield new Settings(
            enforcing,
            ofCode ? configuredThreshold : issuers,
            ofCode ? issuers : codeThreshold,
            keys,
            revoked,
            withdrawn);
      }
    };
  }

  /** These settings, or stricter ones: a change that waits for settlement never lowers a number. */
  Settings tightenedBy(Change change) {
    if (change instanceof Change.Require(var purpose, var issuers)) {
      int now = purpose == KeyPurpose.CODE ? codeThreshold : configuredThreshold;
      return issuers > now ? after(change) : this;
    }
    return after(change);
  }

  /** These settings, but with the revocations and withdrawals of {@code entries} too. */
  Settings withRevocationsOf(Collection<LogEntry> entries) {
    Settings settings = this;
    for (LogEntry entry : entries) {
      if (entry.change() instanceof Change.Revoke || entry.change() instanceof Change.Withdraw) {
        settings = settings.after(entry.change());
      }
    }
    return settings;
  }

  /** The key called {@code id}, if it is trusted for {@code purpose} and not revoked. */
  Optional<TrustedKey> trusted(Digest id, KeyPurpose purpose) {
    return Optional.ofNullable(keys.get(id))
        .filter(key -> key.purpose() == purpose && !revoked.contains(id));
  }

  /** Those who hold a trusted key for instructions and one for checkpoints. */
  Set<IssuerName> issuers() {
    Set<IssuerName> issuers = holders(KeyPurpose.CIRCLE_OF_TRUST);
    issuers.retainAll(holders(KeyPurpose.CHECKPOINT));
    return issuers;
  }

  /** Those who hold a trusted key for {@code purpose}. */
  Set<IssuerName> holders(KeyPurpose purpose) {
    return keys.values().stream()
        .filter(key -> key.purpose() == purpose && !revoked.contains(key.id()))
        .map(TrustedKey::issuer)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * How many issuers must sign an instruction or a checkpoint that settles: what the circle was
   * told, and never less than a majority. Any two majorities share an issuer, and an honest issuer
   * never signs two logs; so two logs cannot both be settled.
   */
  int threshold() {
    return Math.max(configuredThreshold, issuers().size() / 2 + 1);
  }

  private static Set<Digest> with(Set<Digest> set, Digest element) {
    var more = new LinkedHashSet<>(set);
    more.add(element);
    return more;
  }
}
