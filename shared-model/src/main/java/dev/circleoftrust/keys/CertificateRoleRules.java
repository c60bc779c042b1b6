package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.CertificateRefusedException.require;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate must and must not be allowed to do at its place in the chain. */
final class CertificateRoleRules {
  private static final Set<ASN1ObjectIdentifier> USAGES =
      Set.of(Extension.keyUsage, Extension.extendedKeyUsage, Extension.basicConstraints);

  private static final Set<ASN1ObjectIdentifier> OBEYED_BY_PATH_VALIDATION =
      Set.of(
          Extension.subjectAlternativeName,
          Extension.certificatePolicies,
          Extension.policyMappings,
          Extension.policyConstraints,
          Extension.inhibitAnyPolicy,
          Extension.nameConstraints);

  private CertificateRoleRules() {}

  /** The certificate of the key that signs: for code signing, and unable to issue others. */
  static void leaf(ParsedCertificate leaf) throws CertificateRefusedException {
    criticalExtensions(leaf, true);
    noNameConstraints(leaf);
    require(
        leaf.basicConstraints().stream().noneMatch(BasicConstraints::isCA),
        CertificateProblem.LEAF_IS_AUTHORITY,
        "the leaf is an authority");
    require(
        mayDo(leaf, KeyUsage.digitalSignature),
        CertificateProblem.DIGITAL_SIGNATURE_MISSING,
        "the leaf has no key usage, or one without digitalSignature");
    require(
        !mayDo(leaf, KeyUsage.keyCertSign),
        CertificateProblem.LEAF_SIGNS_CERTIFICATES,
        "the leaf has the key usage keyCertSign");
    require(
        leaf.extendedKeyUsage().isPresent(),
        CertificateProblem.CODE_SIGNING_MISSING,
        "the leaf has no extended key usage; codeSigning is needed");
    extendedKeyUsage(leaf, CertificateProblem.CODE_SIGNING_MISSING);
  }

  /** An authority between the leaf and the root. */
  static void intermediate(ParsedCertificate authority) throws CertificateRefusedException {
    criticalExtensions(authority, true);
    authority(authority);
    require(
        mayDo(authority, KeyUsage.keyCertSign),
        CertificateProblem.ISSUER_SIGNS_NO_CERTIFICATES,
        authority.label() + " has no key usage, or one without keyCertSign");
  }

  /**
   * The authority that the circle trusts by name and key. Nobody stands above it to restrict it, so
   * it may do without a key usage, as those made by {@code openssl req -x509} and {@code keytool}
   * do; and path validation would pass over most of its extensions, so none may be critical.
   */
  static void root(ParsedCertificate root) throws CertificateRefusedException {
    criticalExtensions(root, false);
    noNameConstraints(root);
    authority(root);
    require(
        root.keyUsage().isEmpty() || mayDo(root, KeyUsage.keyCertSign),
        CertificateProblem.ISSUER_SIGNS_NO_CERTIFICATES,
        root.label() + " has a key usage without keyCertSign");
  }

  /**
   * Holds each authority's path length to the number of intermediates below it, not excepting
   * self-issued ones as RFC 5280 does.
   *
   * @param authorities from the one next to the leaf up to the root
   */
  static void pathLengths(List<ParsedCertificate> authorities) throws CertificateRefusedException {
    for (int below = 0; below < authorities.size(); below++) {
      ParsedCertificate authority = authorities.get(below);
      int intermediates = below;
      require(
          authority.basicConstraints().map(BasicConstraints::getPathLenConstraint).stream()
              .allMatch(most -> most.compareTo(BigInteger.valueOf(intermediates)) >= 0),
          CertificateProblem.PATH_TOO_LONG,
          "%s does not allow %d intermediates below it"
              .formatted(authority.label(), intermediates));
    }
  }

  private static void authority(ParsedCertificate authority) throws CertificateRefusedException {
    require(
        authority.basicConstraints().stream().anyMatch(BasicConstraints::isCA)
            && extensions(authority).getExtension(Extension.basicConstraints).isCritical(),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        authority.label() + " is no authority by critical basic constraints");
    extendedKeyUsage(authority, CertificateProblem.ISSUER_USAGE_EXCLUDED);
  }

  private static void extendedKeyUsage(ParsedCertificate certificate, CertificateProblem otherwise)
      throws CertificateRefusedException {
    var usages = certificate.extendedKeyUsage();
    require(
        usages.stream().noneMatch(u -> u.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage)),
        CertificateProblem.ANY_USAGE,
        certificate.label() + " has the extended key usage anyExtendedKeyUsage");
    require(
        usages.stream().allMatch(u -> u.hasKeyPurposeId(KeyPurposeId.id_kp_codeSigning)),
        otherwise,
        certificate.label() + " has an extended key usage without codeSigning");
  }

  private static boolean mayDo(ParsedCertificate certificate, int usage) {
    return certificate.keyUsage().stream().anyMatch(allowed -> allowed.hasUsages(usage));
  }

  private static void noNameConstraints(ParsedCertificate certificate)
      throws CertificateRefusedException {
    require(
        extensions(certificate).getExtension(Extension.nameConstraints) == null,
        CertificateProblem.NAME_CONSTRAINTS_MISPLACED,
        certificate.label() + " has name constraints, which belong into an intermediate");
  }

  private static void criticalExtensions(ParsedCertificate certificate, boolean pathValidated)
      throws CertificateRefusedException {
    for (ASN1ObjectIdentifier critical : extensions(certificate).getCriticalExtensionOIDs()) {
      require(
          USAGES.contains(critical)
              || (pathValidated && OBEYED_BY_PATH_VALIDATION.contains(critical))
              || critical.equals(Extension.nameConstraints), // has a reason of its own
          CertificateProblem.EXTENSION_UNKNOWN,
          "%s has the critical extension %s".formatted(certificate.label(), critical));
    }
  }

  private static Extensions extensions(ParsedCertificate certificate) {
    Extensions extensions = certificate.fields().getExtensions();
    return extensions == null ? new Extensions(new Extension[0]) : extensions;
  }
}
