package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.CertificateRefusedException.require;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.PKIXNameConstraintValidatorException;

/**
 * A leaf, its issuers in order, and the root that issued the last. The order is the presenter's to
 * give: nothing is searched for, so nothing can be made to search for long.
 *
 * @param certificates the leaf first, without the root
 * @param root one of those that the circle trusts
 */
record CertificatePath(List<ParsedCertificate> certificates, ParsedCertificate root) {
  CertificatePath {
    certificates = List.copyOf(certificates);
  }

  ParsedCertificate leaf() {
    return certificates.getFirst();
  }

  List<ParsedCertificate> intermediates() {
    return certificates.subList(1, certificates.size());
  }

  /** From the issuer of the leaf up to the root. */
  List<ParsedCertificate> authorities() {
    return all().subList(1, certificates.size() + 1);
  }

  /** From the leaf up to the root. */
  List<ParsedCertificate> all() {
    var all = new ArrayList<>(certificates);
    all.add(root);
    return List.copyOf(all);
  }

  /** Requires that each certificate names the next as its issuer. */
  static void requireOrder(List<ParsedCertificate> certificates)
      throws CertificateRefusedException {
    for (int i = 0; i + 1 < certificates.size(); i++) {
      ParsedCertificate next = certificates.get(i + 1);
      require(
          certificates.get(i).names(next),
          CertificateProblem.ORDER_WRONG,
          "%s is not issued by %s, which follows it"
              .formatted(certificates.get(i).label(), next.label()));
    }
  }

  /** The root whose name {@code last} gives as its issuer's and whose key signed it. */
  static ParsedCertificate findRoot(ParsedCertificate last, List<ParsedCertificate> roots)
      throws CertificateRefusedException {
    List<ParsedCertificate> named = roots.stream().filter(last::names).toList();
    require(
        !named.isEmpty(),
        CertificateProblem.ROOT_UNKNOWN,
        last.label() + " is issued by none of the roots");
    // An authority that renewed its key has two roots of one name.
    return named.stream()
        .filter(last::isSignedBy)
        .findFirst()
        .orElseThrow(() ->
            new CertificateRefusedException(
                CertificateProblem.SIGNATURE_INVALID,
                last.label() + " is not signed by the root that it names"));
  }

  /** Requires that each certificate is signed by the next, and the root by itself. */
  void requireSignatures() throws CertificateRefusedException {
    require(
        root.names(root) && root.isSignedBy(root),
        CertificateProblem.ROOT_NOT_SELF_SIGNED,
        root.label() + " is not signed by itself");
    List<ParsedCertificate> all = all();
    for (int i = 0; i + 1 < all.size(); i++) {
      require(
          all.get(i).isSignedBy(all.get(i + 1)),
          CertificateProblem.SIGNATURE_INVALID,
          "%s is not signed by %s".formatted(all.get(i).label(), all.get(i + 1).label()));
    }
  }

  /**
   * Path validation (RFC 5280, section 6.1) under this root and no other; revocation is the circle
   * log's. It alone knows name constraints and policies; what it shares with our own rules it
   * judges a second time.
   */
  void requireValid(Instant at) throws CertificateRefusedException {
    try {
      CertPath path =
          CertificateFactory.getInstance("X.509", ParsedCertificate.PROVIDER)
              .generateCertPath(certificates.stream().map(ParsedCertificate::x509).toList());
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(root.x509(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      parameters.addCertPathChecker(new ExtendedKeyUsageObeyed());
      var _ =
          CertPathValidator.getInstance("PKIX", ParsedCertificate.PROVIDER)
              .validate(path, parameters);
    } catch (CertPathValidatorException e) {
      throw refused(e);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Whatever the validator could not cope with, it has not approved.
      throw new CertificateRefusedException(
          CertificateProblem.PATH_REFUSED, "path validation ended in an error");
    }
  }

  private CertificateRefusedException refused(CertPathValidatorException e) {
    int at = e.getIndex();
    String label = at >= 0 ? certificates.get(at).label() : "the chain";
    return e.getCause() instanceof PKIXNameConstraintValidatorException
        ? new CertificateRefusedException(
            CertificateProblem.NAME_NOT_PERMITTED,
            label + " has a name that the name constraints above it do not permit")
        : new CertificateRefusedException(
            CertificateProblem.PATH_REFUSED, "path validation fails at " + label);
  }
}
