package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A root on P-384, an intermediate on P-256, an Ed25519 leaf: three authorities' worth of types.
 */
final class TestCircle {
  static final String ROOT_NAME = "O=Example,CN=Root";
  static final String INTERMEDIATE_NAME = "O=Example,CN=Intermediate";
  static final String LEAF_NAME = "O=Example,CN=code_signing_key";
  static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

  static final KeyPair ROOT_KEYS = TestSigner.generate("EC", 384);
  static final KeyPair INTERMEDIATE_KEYS = TestSigner.generate("EC", 256);
  static final KeyPair LEAF_KEYS = TestSigner.generate("Ed25519", 255);
  static final KeyPair OTHER_KEYS = TestSigner.generate("EC", 256);

  private TestCircle() {}

  static TestCertificate root() {
    return TestCertificate.authority(ROOT_NAME, ROOT_KEYS, ROOT_NAME, ROOT_KEYS);
  }

  static TestCertificate intermediate() {
    return TestCertificate.authority(INTERMEDIATE_NAME, INTERMEDIATE_KEYS, ROOT_NAME, ROOT_KEYS);
  }

  /** Issued by the root. */
  static TestCertificate leaf() {
    return TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, ROOT_NAME, ROOT_KEYS);
  }

  /** Issued by the intermediate. */
  static TestCertificate leafOfIntermediate() {
    return TestCertificate.leaf(LEAF_NAME, LEAF_KEYS, INTERMEDIATE_NAME, INTERMEDIATE_KEYS);
  }

  static CertificateProfile.Result check(TestCertificate root, TestCertificate... chain) {
    return check(AT, root, chain);
  }

  static CertificateProfile.Result check(
      Instant at, TestCertificate root, TestCertificate... chain) {
    return CertificateProfile.check(chain(chain), List.of(root.der()), at);
  }

  static CertificateChain chain(TestCertificate... chain) {
    return new CertificateChain(Stream.of(chain).map(TestCertificate::der).toList());
  }

  static void assertAccepted(CertificateProfile.Result result) {
    assertThat(result).isInstanceOf(CertificateProfile.Accepted.class);
  }

  /** Refused for this problem and no other, and with words that say where and what to do. */
  static void assertRefused(
      CertificateProfile.Result result, CertificateProblem problem, String where) {
    assertThat(result)
        .isInstanceOfSatisfying(
            CertificateProfile.Refused.class,
            refused -> {
              assertThat(refused.problem()).as(refused.detail()).isEqualTo(problem);
              assertThat(refused.detail()).startsWith(where).endsWith("; " + problem.remedy());
            });
  }

  static Bytes hex(String hex) {
    try {
      return Bytes.fromHex(hex);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
