package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.TestCircle.INTERMEDIATE_KEYS;
import static dev.circleoftrust.keys.TestCircle.INTERMEDIATE_NAME;
import static dev.circleoftrust.keys.TestCircle.LEAF_KEYS;
import static dev.circleoftrust.keys.TestCircle.LEAF_NAME;
import static dev.circleoftrust.keys.TestCircle.OTHER_KEYS;
import static dev.circleoftrust.keys.TestCircle.ROOT_KEYS;
import static dev.circleoftrust.keys.TestCircle.ROOT_NAME;
import static dev.circleoftrust.keys.TestCircle.assertAccepted;
import static dev.circleoftrust.keys.TestCircle.assertRefused;
import static dev.circleoftrust.keys.TestCircle.check;
import static dev.circleoftrust.keys.TestCircle.intermediate;
import static dev.circleoftrust.keys.TestCircle.leaf;
import static dev.circleoftrust.keys.TestCircle.leafOfIntermediate;
import static dev.circleoftrust.keys.TestCircle.root;

import java.math.BigInteger;
import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** How the certificates of a chain must hang together. */
final class CertificatePathTest {
  private static final String SECOND_NAME = "O=Example,CN=Second";
  private static final KeyPair SECOND_KEYS = TestSigner.generate("EC", 256);

  @Test
  void aSelfSignedLeafIsRefusedEvenAsARoot() {
    TestCertificate leaf = TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, LEAF_NAME, LEAF_KEYS);
    assertRefused(check(root(), leaf), CertificateProblem.SELF_SIGNED, "the leaf");
    assertRefused(check(leaf, leaf), CertificateProblem.SELF_SIGNED, "the leaf");
    assertRefused(check(root(), root()), CertificateProblem.SELF_SIGNED, "the leaf");
  }

  @Test
  void aLeafThatVouchesForItselfUnderAnotherNameIsRefused() {
    TestCertificate root = TestCertificate.authority(ROOT_NAME, LEAF_KEYS, ROOT_NAME, LEAF_KEYS);
    assertRefused(
        check(root, TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, LEAF_KEYS)),
        CertificateProblem.SELF_SIGNED,
        "the leaf has the key of one of its own issuers");
  }

  @Test
  void certificatesOutOfOrderAreRefused() {
    assertRefused(
        check(root(), leaf(), intermediate()),
        CertificateProblem.ORDER_WRONG,
        "the leaf is not issued by intermediate 1");
    assertRefused(
        check(root(), leafOfIntermediate(), leafOfIntermediate(), intermediate()),
        CertificateProblem.ORDER_WRONG,
        "the leaf is not issued by intermediate 1");
  }

  @Test
  void aMissingIntermediateIsRefused() {
    assertRefused(
        check(root(), leafOfIntermediate()),
        CertificateProblem.ROOT_UNKNOWN,
        "the leaf is issued by none of the roots");
  }

  @Test
  void anotherAuthoritysRootInTheChainDoesNotHelp() {
    TestCertificate foreign =
        TestCertificate.authority("CN=Foreign", OTHER_KEYS, "CN=Foreign", OTHER_KEYS);
    TestCertificate leaf = TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, "CN=Foreign", OTHER_KEYS);
    assertRefused(
        check(root(), leaf, foreign),
        CertificateProblem.ROOT_UNKNOWN,
        "intermediate 1 is issued by none of the roots");
  }

  @Test
  void namesThatOnlyLookAlikeAreAnotherIssuer() {
    TestCertificate leaf =
        TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, "O=EXAMPLE,CN=root", ROOT_KEYS);
    assertRefused(check(root(), leaf), CertificateProblem.ROOT_UNKNOWN, "the leaf");
  }

  @Test
  void aSignatureByAnotherKeyThanTheIssuersIsRefused() {
    assertRefused(
        check(root(), leaf().algorithm("SHA256withECDSA").signedBy(OTHER_KEYS)),
        CertificateProblem.SIGNATURE_INVALID,
        "the leaf is not signed by the root");
    assertRefused(
        check(root(), leafOfIntermediate().signedBy(OTHER_KEYS), intermediate()),
        CertificateProblem.SIGNATURE_INVALID,
        "the leaf is not signed by intermediate 1");
    assertRefused(
        check(
            root(),
            leafOfIntermediate(),
            intermediate().algorithm("SHA256withECDSA").signedBy(OTHER_KEYS)),
        CertificateProblem.SIGNATURE_INVALID,
        "intermediate 1 is not signed by the root");
  }

  @Test
  void aRootThatIsNotSelfSignedIsRefused() {
    assertRefused(
        check(intermediate(), leafOfIntermediate()),
        CertificateProblem.ROOT_NOT_SELF_SIGNED,
        "root 1");
    assertRefused(
        check(root().algorithm("SHA256withECDSA").signedBy(OTHER_KEYS), leaf()),
        CertificateProblem.ROOT_NOT_SELF_SIGNED,
        "root 1");
  }

  @Test
  void aRootThatNamesAnotherIssuerIsRefused() {
    TestCertificate root = TestCertificate.authority(ROOT_NAME, ROOT_KEYS, "CN=Other", ROOT_KEYS);
    assertRefused(check(root, leaf()), CertificateProblem.ROOT_NOT_SELF_SIGNED, "root 1");
  }

  @Test
  void pathLengthsAreHonoured() {
    assertAccepted(check(depth(root(), 1), leafOfIntermediate(), depth(intermediate(), 0)));
    assertRefused(
        check(depth(root(), 0), leafOfIntermediate(), intermediate()),
        CertificateProblem.PATH_TOO_LONG,
        "root 1 does not allow 1 intermediates");
    assertRefused(
        check(root(), leafOfSecond(), second(), depth(intermediate(), 0)),
        CertificateProblem.PATH_TOO_LONG,
        "intermediate 2 does not allow 1 intermediates");
    assertAccepted(check(root(), leafOfSecond(), second(), depth(intermediate(), 1)));
    assertRefused(
        check(crookedDepth(root()), leaf()), CertificateProblem.PATH_TOO_LONG, "root 1 does not");
  }

  @Test
  void aSelfIssuedIntermediateCountsToo() {
    TestCertificate renewed =
        TestCertificate.authority(ROOT_NAME, OTHER_KEYS, ROOT_NAME, ROOT_KEYS);
    TestCertificate leaf = TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, OTHER_KEYS);
    assertAccepted(check(root(), leaf, renewed));
    assertRefused(
        check(depth(root(), 0), leaf, renewed),
        CertificateProblem.PATH_TOO_LONG,
        "root 1 does not allow 1 intermediates");
  }

  @Test
  void nameConstraintsOfAnIntermediateAreHonoured() {
    assertAccepted(
        check(root(), leafOfIntermediate(), permitting(intermediate(), true, "O=Example")));
    for (boolean critical : new boolean[] {true, false}) {
      assertRefused(
          check(root(), leafOfIntermediate(), permitting(intermediate(), critical, "O=Other")),
          CertificateProblem.NAME_NOT_PERMITTED,
          "the leaf has a name");
    }
    var forbidden = new GeneralSubtree[] {new GeneralSubtree(directory("O=Example"))};
    assertRefused(
        check(
            root(),
            leafOfIntermediate(),
            intermediate()
                .with(Extension.nameConstraints, true, new NameConstraints(null, forbidden))),
        CertificateProblem.NAME_NOT_PERMITTED,
        "the leaf has a name");
  }

  @Test
  void nameConstraintsBindAlternativeNamesToo() {
    var address = new GeneralNames(new GeneralName(GeneralName.dNSName, "a.example.org"));
    var permitted =
        new GeneralSubtree[] {
          new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"))
        };
    assertRefused(
        check(
            root(),
            leafOfIntermediate().with(Extension.subjectAlternativeName, false, address),
            intermediate()
                .with(Extension.nameConstraints, true, new NameConstraints(permitted, null))),
        CertificateProblem.NAME_NOT_PERMITTED,
        "the leaf has a name");
  }

  @Test
  void nameConstraintsInARootOrALeafAreRefused() {
    for (boolean critical : new boolean[] {true, false}) {
      assertRefused(
          check(permitting(root(), critical, "O=Example"), leaf()),
          CertificateProblem.NAME_CONSTRAINTS_MISPLACED,
          "root 1");
      assertRefused(
          check(root(), permitting(leaf(), critical, "O=Example")),
          CertificateProblem.NAME_CONSTRAINTS_MISPLACED,
          "the leaf");
    }
  }

  /** An intermediate that asks for a policy which the leaf does not bear (RFC 5280, 4.2.1.11). */
  @Test
  void whatOnlyPathValidationKnowsIsRefusedByIt() {
    var policyRequired = new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(0)));
    assertRefused(
        check(
            root(),
            leafOfIntermediate(),
            intermediate().with(Extension.policyConstraints, true, policyRequired)),
        CertificateProblem.PATH_REFUSED,
        "path validation fails at");
  }

  private static TestCertificate second() {
    return TestCertificate.authority(
        SECOND_NAME, SECOND_KEYS, INTERMEDIATE_NAME, INTERMEDIATE_KEYS);
  }

  private static TestCertificate leafOfSecond() {
    return TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, SECOND_NAME, SECOND_KEYS);
  }

  private static TestCertificate depth(TestCertificate authority, int length) {
    return authority.with(Extension.basicConstraints, true, new BasicConstraints(length));
  }

  private static TestCertificate crookedDepth(TestCertificate authority) {
    var negative =
        new DERSequence(
            new ASN1Encodable[] {ASN1Boolean.TRUE, new ASN1Integer(BigInteger.ONE.negate())});
    return authority.with(Extension.basicConstraints, true, negative);
  }

  private static TestCertificate permitting(
      TestCertificate certificate, boolean critical, String name) {
    var permitted = new GeneralSubtree[] {new GeneralSubtree(directory(name))};
    return certificate.with(
        Extension.nameConstraints, critical, new NameConstraints(permitted, null));
  }

  private static GeneralName directory(String name) {
    return new GeneralName(new X500Name(name));
  }
}
