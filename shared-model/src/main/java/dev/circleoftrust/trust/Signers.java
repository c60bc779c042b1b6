package dev.circleoftrust.trust;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose signatures on an envelope hold. Keys come from the log alone; what the envelope says of a
 * key only tells which one to try.
 *
 * @param issuers distinct issuers with a valid signature: an issuer with two keys counts once
 * @param problem why the first of the other signatures does not count; meaningless where there is
 *     none
 */
record Signers(Set<IssuerName> issuers, LogRefusal problem) {
  static Signers of(Envelope envelope, KeyPurpose purpose, Settings settings) {
    Bytes signed = envelope.signedBytes();
    var issuers = new LinkedHashSet<IssuerName>();
    List<LogRefusal> problems = new ArrayList<>();
    for (Envelope.Signature signature : envelope.signatures()) {
      var trusted = settings.trusted(signature.keyId(), purpose);
      if (trusted.isEmpty()) {
        problems.add(
            settings.revoked().contains(signature.keyId())
                ? LogRefusal.KEY_REVOKED
                : LogRefusal.SIGNER_NOT_TRUSTED);
      } else if (!trusted.get().key().verify(signed, signature.value())) {
        problems.add(LogRefusal.SIGNATURE_INVALID);
      } else {
        issuers.add(trusted.get().issuer());
      }
    }
    return new Signers(
        issuers, problems.isEmpty() ? LogRefusal.BELOW_THRESHOLD : problems.getFirst());
  }
}
