package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.TestCircle.AT;
import static dev.circleoftrust.keys.TestCircle.INTERMEDIATE_NAME;
import static dev.circleoftrust.keys.TestCircle.LEAF_KEYS;
import static dev.circleoftrust.keys.TestCircle.LEAF_NAME;
import static dev.circleoftrust.keys.TestCircle.ROOT_KEYS;
import static dev.circleoftrust.keys.TestCircle.ROOT_NAME;
import static dev.circleoftrust.keys.TestCircle.assertAccepted;
import static dev.circleoftrust.keys.TestCircle.assertRefused;
import static dev.circleoftrust.keys.TestCircle.check;
import static dev.circleoftrust.keys.TestCircle.intermediate;
import static dev.circleoftrust.keys.TestCircle.leaf;
import static dev.circleoftrust.keys.TestCircle.leafOfIntermediate;
import static dev.circleoftrust.keys.TestCircle.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every certificate of a chain must satisfy. */
final class CertificateProfileTest {
  private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.2.3.4");

  static final List<KeyPair> KEYS =
      List.of(TestSigner.generate("RSA", 3072), TestSigner.generate("RSA", 4096), LEAF_KEYS);

  @ParameterizedTest
  @FieldSource("KEYS")
  void aLeafUnderARootIsAccepted(KeyPair keys) throws Exception {
    TestCertificate leaf = TestCertificate.leaf(LEAF_NAME, keys, ROOT_NAME, ROOT_KEYS);
    assertThat(check(root(), leaf))
        .isInstanceOfSatisfying(
            CertificateProfile.Accepted.class,
            accepted -> {
              assertThat(accepted.key().spki())
                  .isEqualTo(Bytes.copyOf(keys.getPublic().getEncoded()));
              assertThat(accepted.subject()).isEqualTo(LEAF_NAME);
              assertThat(accepted.issuer()).isEqualTo(ROOT_NAME);
              assertThat(accepted.notBefore()).isEqualTo(TestCertificate.NOT_BEFORE);
              assertThat(accepted.notAfter()).isEqualTo(TestCertificate.NOT_AFTER);
            });
  }

  @ParameterizedTest
  @FieldSource("KEYS")
  void authoritiesMayHaveAnyOfTheKeysToo(KeyPair keys) {
    TestCertificate root = TestCertificate.authority(ROOT_NAME, keys, ROOT_NAME, keys);
    KeyPair leafKeys = TestSigner.generate("Ed25519", 255);
    assertAccepted(check(root, TestCertificate.leaf(LEAF_NAME, leafKeys, ROOT_NAME, keys)));
  }

  @Test
  void aLeafUnderAnIntermediateIsAccepted() {
    TestCertificate leaf = leafOfIntermediate();
    Bytes der = leaf.der();
    var chain = new CertificateChain(List.of(der, intermediate().der()));
    assertThat(CertificateProfile.check(chain, List.of(root().der()), AT))
        .isInstanceOfSatisfying(
            CertificateProfile.Accepted.class,
            accepted -> {
              assertThat(accepted.issuer()).isEqualTo(INTERMEDIATE_NAME);
              assertThat(accepted.fingerprint()).isEqualTo(Digest.of(der));
            });
  }

  @Test
  void theRootMayStandAtTheEnd() {
    Bytes root = root().der();
    var chain =
        new CertificateChain(List.of(leafOfIntermediate().der(), intermediate().der(), root));
    assertAccepted(CertificateProfile.check(chain, List.of(root), AT));
  }

  @Test
  void oneOfSeveralRootsIsEnough() {
    KeyPair newer = TestSigner.generate("EC", 256);
    Bytes other = TestCertificate.authority("CN=Other", newer, "CN=Other", newer).der();
    Bytes renewed = TestCertificate.authority(ROOT_NAME, newer, ROOT_NAME, newer).der();
    var chain = TestCircle.chain(leaf());
    assertAccepted(CertificateProfile.check(chain, List.of(other, renewed, root().der()), AT));
    assertRefused(
        CertificateProfile.check(chain, List.of(other), AT),
        CertificateProblem.ROOT_UNKNOWN,
        "the leaf is issued by none");
    assertRefused(
        CertificateProfile.check(chain, List.of(), AT),
        CertificateProblem.ROOT_UNKNOWN,
        "the leaf is issued by none");
  }

  /** No byte of a chain can change and the chain still be accepted. */
  @Test
  void everyByteCounts() {
    List<Bytes> chain = List.of(leafOfIntermediate().der(), intermediate().der());
    List<Bytes> roots = List.of(root().der());
    for (int i = 0; i < chain.size(); i++) {
      byte[] der = chain.get(i).toByteArray();
      for (int at = 0; at < der.length; at++) {
        der[at] ^= 0x01;
        var altered = new ArrayList<>(chain);
        altered.set(i, Bytes.copyOf(der));
        assertThat(CertificateProfile.check(new CertificateChain(altered), roots, AT))
            .as("byte %d of certificate %d", at, i)
            .isInstanceOf(CertificateProfile.Refused.class);
        der[at] ^= 0x01;
      }
    }
    assertAccepted(CertificateProfile.check(new CertificateChain(chain), roots, AT));
  }

  @Test
  void truncatedCertificatesAreRefused() {
    Bytes der = leaf().der();
    for (int size = 0; size < der.size(); size++) {
      assertRefused(
          CertificateProfile.check(
              new CertificateChain(List.of(der.slice(0, size))), List.of(root().der()), AT),
          CertificateProblem.MALFORMED,
          "the leaf");
    }
  }

  @Test
  void theBoundariesOfTheValidityBelongToIt() {
    assertAccepted(check(TestCertificate.NOT_BEFORE, root(), leaf()));
    assertAccepted(check(TestCertificate.NOT_AFTER, root(), leaf()));
  }

  @Test
  void aMomentOutsideOfTheValidityIsRefused() {
    assertRefused(
        check(TestCertificate.NOT_BEFORE.minusNanos(1), root(), leaf()),
        CertificateProblem.NOT_YET_VALID,
        "the leaf is valid from 2026-01-01T00:00:00Z");
    assertRefused(
        check(TestCertificate.NOT_AFTER.plusNanos(1), root(), leaf()),
        CertificateProblem.EXPIRED,
        "the leaf was valid until 2027-12-31T23:59:59Z");
  }

  @Test
  void expiredAuthoritiesAreRefused() {
    Instant before = TestCertificate.NOT_BEFORE;
    Instant end = AT.minusSeconds(1);
    assertRefused(
        check(root().validity(before, end), leaf()), CertificateProblem.EXPIRED, "root 1 was");
    assertRefused(
        check(root(), leafOfIntermediate(), intermediate().validity(before, end)),
        CertificateProblem.EXPIRED,
        "intermediate 1 was");
    assertRefused(
        check(root().validity(AT.plusSeconds(1), TestCertificate.NOT_AFTER), leaf()),
        CertificateProblem.NOT_YET_VALID,
        "root 1 is");
  }

  @Test
  void farDatesAreRead() {
    Instant end = Instant.parse("9999-12-31T23:59:59Z");
    assertAccepted(
        check(
            Instant.parse("2055-01-01T00:00:00Z"),
            root().validity(TestCertificate.NOT_BEFORE, end),
            leaf().validity(TestCertificate.NOT_BEFORE, end)));
    assertRefused(
        check(Instant.MAX, root(), leaf()), CertificateProblem.EXPIRED, "the leaf was valid");
    assertRefused(
        check(Instant.MIN, root(), leaf()), CertificateProblem.NOT_YET_VALID, "the leaf is valid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "271231235959+0000",
        "2712312359Z",
        "271331235959Z",
        "270229000000Z",
        "27123123595 Z"
      })
  void otherSpellingsOfTimeAreRefused(String text) {
    var odd = new DERUTCTime(text);
    assertRefused(
        check(root(), leaf().validity(TestCertificate.time(TestCertificate.NOT_BEFORE), odd)),
        CertificateProblem.MALFORMED,
        "the leaf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20271231235959Z", "20551231235959.5Z", "20551231235959"})
  void otherSpellingsOfFarTimesAreRefused(String text) {
    var odd = new DERGeneralizedTime(text);
    assertRefused(
        check(root(), leaf().validity(TestCertificate.time(TestCertificate.NOT_BEFORE), odd)),
        CertificateProblem.MALFORMED,
        "the leaf");
  }

  @Test
  void otherVersionsAreRefused() {
    assertRefused(
        check(root(), leaf().version(1).withoutExtensions()),
        CertificateProblem.VERSION_REFUSED,
        "the leaf is of version 1");
    assertRefused(
        check(root().version(1).withoutExtensions(), leaf()),
        CertificateProblem.VERSION_REFUSED,
        "root 1 is of version 1");
  }

  @Test
  void serialNumbersOutOfBoundsAreRefused() {
    BigInteger largest = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);
    assertAccepted(check(root(), leaf().serial(largest)));
    assertAccepted(check(root(), leaf().serial(BigInteger.ONE)));
    for (BigInteger serial :
        List.of(BigInteger.ZERO, BigInteger.ONE.negate(), largest.add(BigInteger.ONE))) {
      assertRefused(
          check(root(), leaf().serial(serial)), CertificateProblem.SERIAL_REFUSED, "the leaf");
      assertRefused(
          check(root().serial(serial), leaf()), CertificateProblem.SERIAL_REFUSED, "root 1");
    }
  }

  @Test
  void emptyNamesAreRefused() {
    assertRefused(check(root(), leaf().subject("")), CertificateProblem.NAME_EMPTY, "the leaf");
  }

  @Test
  void twoSignatureAlgorithmsAreRefused() {
    assertRefused(
        check(root(), leaf().outerAlgorithm("SHA256withECDSA")),
        CertificateProblem.SIGNATURE_ALGORITHM_MISMATCHED,
        "the leaf");
  }

  @Test
  void weakSignatureAlgorithmsAreRefused() {
    KeyPair rsa = KEYS.getFirst();
    TestCertificate root = TestCertificate.authority(ROOT_NAME, rsa, ROOT_NAME, rsa);
    for (String weak : List.of("SHA1withRSA", "MD5withRSA", "SHA224withRSA")) {
      TestCertificate leaf = TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, rsa);
      assertRefused(
          check(root, leaf.algorithm(weak)),
          CertificateProblem.SIGNATURE_ALGORITHM_REFUSED,
          "the leaf");
    }
    assertRefused(
        check(root().algorithm("SHA1withECDSA"), leaf()),
        CertificateProblem.SIGNATURE_ALGORITHM_REFUSED,
        "root 1");
  }

  @Test
  void weakKeysAreRefused() {
    KeyPair weak = TestSigner.generate("RSA", 2048);
    assertRefused(
        check(root(), TestCertificate.leaf(LEAF_NAME, weak, ROOT_NAME, ROOT_KEYS)),
        CertificateProblem.KEY_REFUSED,
        "the leaf has an RSA modulus of 2048 bits");
    TestCertificate root = TestCertificate.authority(ROOT_NAME, weak, ROOT_NAME, weak);
    assertRefused(
        check(root, TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, weak)),
        CertificateProblem.KEY_REFUSED,
        "root 1 has an RSA modulus of 2048 bits");
  }

  @Test
  void aKeyOnAnotherCurveIsRefused() {
    KeyPair p521 = TestSigner.generate("EC", 521);
    TestCertificate root = TestCertificate.authority(ROOT_NAME, p521, ROOT_NAME, p521);
    assertRefused(
        check(root, TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, p521)),
        CertificateProblem.KEY_REFUSED,
        "root 1 has an elliptic key on a curve other");
  }

  @Test
  void aLeafWithAKeyThatWeCannotVerifyWithIsRefused() {
    assertRefused(
        check(root(), TestCertificate.leaf(LEAF_NAME, ROOT_KEYS, ROOT_NAME, ROOT_KEYS)),
        CertificateProblem.SELF_SIGNED,
        "the leaf has the key");
    assertRefused(
        check(root(), TestCertificate.leaf(LEAF_NAME, TestCircle.OTHER_KEYS, ROOT_NAME, ROOT_KEYS)),
        CertificateProblem.KEY_REFUSED,
        "the leaf has a key that is neither RSA nor Ed25519");
  }

  @Test
  void degenerateKeysAreRefused() {
    Bytes small = TestCircle.hex("302a300506032b6570032100" + "01" + "00".repeat(31));
    assertRefused(
        check(root(), leaf().spki(small)),
        CertificateProblem.KEY_REFUSED,
        "the leaf has an Ed25519");
  }

  @Test
  void repeatedExtensionsAreRefused() throws Exception {
    byte[] usage = DERNull.INSTANCE.getEncoded();
    assertRefused(
        check(root(), leaf().add(UNHEARD_OF, false, usage).add(UNHEARD_OF, false, usage)),
        CertificateProblem.EXTENSION_REPEATED,
        "the leaf");
    assertRefused(
        check(root().add(Extension.keyUsage, true, usage), leaf()),
        CertificateProblem.EXTENSION_REPEATED,
        "root 1");
  }

  @Test
  void unknownCriticalExtensionsAreRefusedAnywhere() {
    assertRefused(
        check(root(), leaf().with(UNHEARD_OF, true, DERNull.INSTANCE)),
        CertificateProblem.EXTENSION_UNKNOWN,
        "the leaf has the critical extension 1.2.3.4");
    assertRefused(
        check(
            root(), leafOfIntermediate(), intermediate().with(UNHEARD_OF, true, DERNull.INSTANCE)),
        CertificateProblem.EXTENSION_UNKNOWN,
        "intermediate 1");
    assertRefused(
        check(root().with(UNHEARD_OF, true, DERNull.INSTANCE), leaf()),
        CertificateProblem.EXTENSION_UNKNOWN,
        "root 1");
    assertAccepted(check(root(), leaf().with(UNHEARD_OF, false, DERNull.INSTANCE)));
  }

  @Test
  void extensionsThatAreNotDerAreRefused() {
    byte[] crooked = {0x30, (byte) 0x80, 0, 0};
    assertRefused(
        check(root(), leaf().add(UNHEARD_OF, false, crooked)),
        CertificateProblem.MALFORMED,
        "the leaf is malformed: DER holds a value of indefinite length");
  }

  /** DER leaves out a value that is the default; written out, one certificate has two forms. */
  @Test
  void aCriticalityOfFalseThatIsWrittenOutIsRefused() {
    var spelledOut =
        new DERSequence(
            new ASN1Encodable[] {
              UNHEARD_OF, ASN1Boolean.FALSE, new DEROctetString(new byte[] {5, 0})
            });
    assertRefused(
        check(root(), leaf().addCrooked(spelledOut)),
        CertificateProblem.MALFORMED,
        "the leaf is malformed: an extension that is not in DER");
  }

  @Test
  void aSetOutOfOrderIsRefused() {
    String organization = "3008060355040a0c0162";
    String name = "300806035504030c0161";
    String der = leaf().subject("CN=a+O=b").der().toHex();
    assertThat(der).contains(name + organization);
    Bytes swapped = TestCircle.hex(der.replace(name + organization, organization + name));
    assertRefused(
        CertificateProfile.check(new CertificateChain(List.of(swapped)), List.of(root().der()), AT),
        CertificateProblem.MALFORMED,
        "the leaf is malformed: not in DER");
  }

  @Test
  void oversizeCertificatesAreRefused() {
    byte[] large = new byte[CertificateChain.MAX_CERTIFICATE_SIZE];
    Bytes root = root().add(UNHEARD_OF, false, large).der();
    assertRefused(
        CertificateProfile.check(TestCircle.chain(leaf()), List.of(root), AT),
        CertificateProblem.MALFORMED,
        "root 1 is malformed");
  }

  @Test
  void namesShowNoControlCharacters() {
    assertThat(check(root(), leaf().subject("CN=a\u202eb\nc\u0007é")))
        .isInstanceOfSatisfying(
            CertificateProfile.Accepted.class,
            accepted -> assertThat(accepted.subject()).isEqualTo("CN=a?b?c?é"));
  }
}
