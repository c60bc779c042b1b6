package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.TestCircle.assertAccepted;
import static dev.circleoftrust.keys.TestCircle.assertRefused;
import static dev.circleoftrust.keys.TestCircle.check;
import static dev.circleoftrust.keys.TestCircle.intermediate;
import static dev.circleoftrust.keys.TestCircle.leaf;
import static dev.circleoftrust.keys.TestCircle.leafOfIntermediate;
import static dev.circleoftrust.keys.TestCircle.root;
import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a certificate must and must not be allowed to do at its place in the chain. */
final class CertificateRoleTest {
  @Test
  void aLeafThatIsAnAuthorityIsRefused() {
    assertRefused(
        check(root(), leaf().with(Extension.basicConstraints, true, new BasicConstraints(true))),
        CertificateProblem.LEAF_IS_AUTHORITY,
        "the leaf");
    assertAccepted(
        check(root(), leaf().with(Extension.basicConstraints, true, new BasicConstraints(false))));
  }

  @Test
  void aLeafWithoutDigitalSignatureIsRefused() {
    assertRefused(
        check(root(), leaf().without(Extension.keyUsage)),
        CertificateProblem.DIGITAL_SIGNATURE_MISSING,
        "the leaf");
    assertRefused(
        check(root(), usage(leaf(), KeyUsage.nonRepudiation)),
        CertificateProblem.DIGITAL_SIGNATURE_MISSING,
        "the leaf");
    assertAccepted(
        check(root(), usage(leaf(), KeyUsage.digitalSignature | KeyUsage.nonRepudiation)));
  }

  @Test
  void aLeafThatMaySignCertificatesIsRefused() {
    assertRefused(
        check(root(), usage(leaf(), KeyUsage.digitalSignature | KeyUsage.keyCertSign)),
        CertificateProblem.LEAF_SIGNS_CERTIFICATES,
        "the leaf");
  }

  @Test
  void aLeafThatIsNotForCodeSigningIsRefused() {
    assertRefused(
        check(root(), leaf().without(Extension.extendedKeyUsage)),
        CertificateProblem.CODE_SIGNING_MISSING,
        "the leaf has no extended key usage");
    assertRefused(
        check(root(), purposes(leaf(), KeyPurposeId.id_kp_serverAuth)),
        CertificateProblem.CODE_SIGNING_MISSING,
        "the leaf has an extended key usage without codeSigning");
    assertAccepted(
        check(
            root(),
            purposes(leaf(), KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_codeSigning)));
  }

  @Test
  void theRemedyForAMissingExtendedKeyUsageIsTheCommandThatAddsIt() {
    assertThat(CertificateProblem.CODE_SIGNING_MISSING.remedy())
        .contains("openssl x509 -req")
        .contains("extendedKeyUsage=codeSigning\\nkeyUsage=critical,digitalSignature");
  }

  @Test
  void anyExtendedKeyUsageIsRefusedEverywhere() {
    KeyPurposeId[] any = {KeyPurposeId.id_kp_codeSigning, KeyPurposeId.anyExtendedKeyUsage};
    assertRefused(check(root(), purposes(leaf(), any)), CertificateProblem.ANY_USAGE, "the leaf");
    assertRefused(
        check(root(), leafOfIntermediate(), purposes(intermediate(), any)),
        CertificateProblem.ANY_USAGE,
        "intermediate 1");
    assertRefused(check(purposes(root(), any), leaf()), CertificateProblem.ANY_USAGE, "root 1");
  }

  @Test
  void anAuthorityForSomethingElseIsRefused() {
    assertRefused(
        check(
            root(), leafOfIntermediate(), purposes(intermediate(), KeyPurposeId.id_kp_serverAuth)),
        CertificateProblem.ISSUER_USAGE_EXCLUDED,
        "intermediate 1");
    assertRefused(
        check(purposes(root(), KeyPurposeId.id_kp_emailProtection), leaf()),
        CertificateProblem.ISSUER_USAGE_EXCLUDED,
        "root 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAuthorityForCodeSigningIsAccepted(boolean critical) {
    var codeSigning = new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning);
    assertAccepted(
        check(
            root().with(Extension.extendedKeyUsage, critical, codeSigning),
            leafOfIntermediate().with(Extension.extendedKeyUsage, critical, codeSigning),
            intermediate().with(Extension.extendedKeyUsage, critical, codeSigning)));
  }

  @Test
  void anIssuerThatIsNoAuthorityIsRefused() {
    assertRefused(
        check(root(), leafOfIntermediate(), intermediate().without(Extension.basicConstraints)),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        "intermediate 1");
    assertRefused(
        check(root(), leafOfIntermediate(), constraints(intermediate(), true, false)),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        "intermediate 1");
    assertRefused(
        check(root(), leafOfIntermediate(), constraints(intermediate(), false, true)),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        "intermediate 1");
    assertRefused(
        check(root().without(Extension.basicConstraints), leaf()),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        "root 1");
    assertRefused(
        check(constraints(root(), false, true), leaf()),
        CertificateProblem.ISSUER_NOT_AUTHORITY,
        "root 1");
  }

  @Test
  void anIssuerThatMayNotSignCertificatesIsRefused() {
    assertRefused(
        check(root(), leafOfIntermediate(), usage(intermediate(), KeyUsage.cRLSign)),
        CertificateProblem.ISSUER_SIGNS_NO_CERTIFICATES,
        "intermediate 1");
    assertRefused(
        check(root(), leafOfIntermediate(), intermediate().without(Extension.keyUsage)),
        CertificateProblem.ISSUER_SIGNS_NO_CERTIFICATES,
        "intermediate 1");
    assertRefused(
        check(usage(root(), KeyUsage.digitalSignature), leaf()),
        CertificateProblem.ISSUER_SIGNS_NO_CERTIFICATES,
        "root 1");
  }

  @Test
  void aRootMayDoWithoutAKeyUsage() {
    assertAccepted(check(root().without(Extension.keyUsage), leaf()));
  }

  private static TestCertificate usage(TestCertificate certificate, int bits) {
    return certificate.with(Extension.keyUsage, true, new KeyUsage(bits));
  }

  private static TestCertificate purposes(TestCertificate certificate, KeyPurposeId... purposes) {
    return certificate.with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
  }

  private static TestCertificate constraints(
      TestCertificate certificate, boolean critical, boolean authority) {
    return certificate.with(Extension.basicConstraints, critical, new BasicConstraints(authority));
  }
}
