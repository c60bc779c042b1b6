package dev.circleoftrust.trust;

import dev.circleoftrust.keys.CertificateChain;
import dev.circleoftrust.keys.CertificateProfile;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.List;

/**
 * Checks the material of a key once, in full, when the log admits it.
 *
 * @param roots DER of the circle's authorities
 * @param at the time at which certificates must be in date: the signed start of the statement that
 *     admits them, so that the answer is the same in every process and every year
 */
record KeyAdmission(List<Bytes> roots, Instant at) {
  TrustedKey admit(IssuerName issuer, KeyPurpose purpose, List<Bytes> material)
      throws RefusedException {
    try {
      if (!purpose.needsCertificate()) {
        return new TrustedKey(
            issuer, purpose, VerificationKey.fromSpki(material.getFirst()), List.of());
      }
      return switch (CertificateProfile.check(CertificateChain.ofDer(material), roots, at)) {
        case CertificateProfile.Accepted accepted ->
            new TrustedKey(issuer, purpose, accepted.key(), material);
        case CertificateProfile.Refused(var problem, var detail) ->
            throw new RefusedException(
                LogRefusal.CERTIFICATE_REFUSED,
                "certificate of %s: %s: %s".formatted(issuer, problem.code(), detail));
      };
    } catch (MalformedException e) {
      throw new RefusedException(
          LogRefusal.CERTIFICATE_REFUSED, "key of %s: %s".formatted(issuer, e.fact()));
    }
  }
}
