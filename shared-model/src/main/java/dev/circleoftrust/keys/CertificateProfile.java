package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.CertificateRefusedException.require;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which certificates vouch for a key that signs: issued by an authority, for code signing, strong,
 * in date, under a root that the circle names.
 *
 * <p>Path validation (RFC 5280, section 6.1) accepts much that no careful authority would issue, so
 * stricter rules stand beside it. Both must hold. A pure function of its arguments: no clock, no
 * trust store and no configuration of the platform is asked, so that every process, in any year,
 * finds the same. No exception for bad input. Safe for any number of threads.
 */
public final class CertificateProfile {
  private CertificateProfile() {}

  /** What was found. */
  public sealed interface Result {}

  /**
   * The chain vouches for the key.
   *
   * @param key the leaf's
   * @param subject the leaf's subject for a person to read; what the authority wrote, no more
   * @param issuer the leaf's issuer, likewise
   * @param fingerprint SHA-256 of the leaf in DER, which two people compare
   * @param notBefore the leaf's first second
   * @param notAfter the leaf's last second
   */
  public record Accepted(
      VerificationKey key,
      String subject,
      String issuer,
      Digest fingerprint,
      Instant notBefore,
      Instant notAfter)
      implements Result {}

  /**
   * The chain vouches for nothing.
   *
   * @param problem the first rule that it breaks
   * @param detail which certificate breaks it, how, and what to do; quotes no name that a
   *     certificate claims and is not stable
   */
  public record Refused(CertificateProblem problem, String detail) implements Result {}

  /**
   * Checks a chain in full.
   *
   * @param roots DER of the only authorities to be trusted
   * @param at the time at which every certificate, the root too, must be in date
   */
  public static Result check(CertificateChain chain, List<Bytes> roots, Instant at) {
    try {
      CertificatePath path = path(chain, roots, at);
      requirePath(path, at);
      ParsedCertificate leaf = path.leaf();
      return new Accepted(
          CertificateRules.verificationKey(leaf),
          leaf.subject(),
          leaf.issuer(),
          Digest.of(leaf.der()),
          leaf.notBefore(),
          leaf.notAfter());
    } catch (CertificateRefusedException e) {
      return new Refused(e.problem(), "%s; %s".formatted(e.getMessage(), e.problem().remedy()));
    }
  }

  private static CertificatePath path(CertificateChain chain, List<Bytes> roots, Instant at)
      throws CertificateRefusedException {
    List<ParsedCertificate> certificates = certificates(chain, roots);
    ParsedCertificate leaf = certificates.getFirst();
    require(!leaf.names(leaf), CertificateProblem.SELF_SIGNED, "the leaf is issued by itself");
    CertificatePath.requireOrder(certificates);
    for (ParsedCertificate certificate : certificates) {
      CertificateRules.check(certificate, at);
    }
    CertificateRoleRules.leaf(leaf);
    for (ParsedCertificate intermediate : certificates.subList(1, certificates.size())) {
      CertificateRoleRules.intermediate(intermediate);
    }
    return new CertificatePath(
        certificates, CertificatePath.findRoot(certificates.getLast(), roots(roots)));
  }

  private static void requirePath(CertificatePath path, Instant at)
      throws CertificateRefusedException {
    CertificateRules.check(path.root(), at);
    CertificateRoleRules.root(path.root());
    // Nobody vouches for a key that vouches for itself under another name.
    require(
        path.authorities().stream().noneMatch(a -> a.spki().equals(path.leaf().spki())),
        CertificateProblem.SELF_SIGNED,
        "the leaf has the key of one of its own issuers");
    CertificateRoleRules.pathLengths(path.authorities());
    path.requireSignatures();
    path.requireValid(at);
  }

  /** The presented certificates but the root, where that was presented too. */
  private static List<ParsedCertificate> certificates(CertificateChain chain, List<Bytes> roots)
      throws CertificateRefusedException {
    List<Bytes> presented = chain.certificates();
    boolean withRoot = presented.size() > 1 && roots.contains(presented.getLast());
    int size = presented.size() - (withRoot ? 1 : 0);
    var certificates = new ArrayList<ParsedCertificate>();
    for (int i = 0; i < size; i++) {
      certificates.add(
          CertificateReader.read(i == 0 ? "the leaf" : "intermediate " + i, presented.get(i)));
    }
    return certificates;
  }

  private static List<ParsedCertificate> roots(List<Bytes> roots)
      throws CertificateRefusedException {
    var parsed = new ArrayList<ParsedCertificate>();
    for (int i = 0; i < roots.size(); i++) {
      parsed.add(CertificateReader.read("root " + (i + 1), roots.get(i)));
    }
    return parsed;
  }
}
