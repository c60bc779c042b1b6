package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateChainTest {
  private static final Bytes LEAF = TestCircle.leaf().der();
  private static final Bytes ROOT = TestCircle.root().der();

  @Test
  void pemIsReadInItsOrder() throws Exception {
    assertThat(CertificateChain.ofPem(Bytes.ofUtf8(pem(LEAF) + pem(ROOT))).certificates())
        .containsExactly(LEAF, ROOT);
  }

  @Test
  void textAroundPemIsPassedOver() throws Exception {
    String bag = "Bag Attributes\r\n    friendlyName: 1\r\nsubject=CN = a\r\n";
    String text = bag + pem(LEAF).replace("\n", "\r\n") + "\r\n" + bag + pem(ROOT).strip();
    assertThat(CertificateChain.ofPem(Bytes.ofUtf8(text)).certificates())
        .containsExactly(LEAF, ROOT);
  }

  @Test
  void aPrivateKeyIsNotTakenAlong() {
    String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assertMalformed(key + pem(LEAF), "PEM holds something other than certificates");
    assertMalformed(pem(LEAF) + key, "PEM holds something other than certificates");
  }

  @Test
  void crookedPemIsRefused() {
    String begin = "-----BEGIN CERTIFICATE-----\n";
    String end = "-----END CERTIFICATE-----\n";
    assertMalformed("", "not a certificate chain: a chain of 0 certificates");
    assertMalformed("AAAA", "not a certificate chain: a chain of 0 certificates");
    assertMalformed(begin, "PEM ends within a certificate");
    assertMalformed(begin + "AAAA\n", "PEM ends within a certificate");
    assertMalformed(begin + "AAA\n" + end, "not canonical base64");
    assertMalformed(begin + "A*AA\n" + end, "not base64");
    assertMalformed(begin + begin + end, "not base64");
  }

  @Test
  void anEmptyPemBlockIsACertificateOfNoBytes() throws Exception {
    String empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    CertificateChain chain = CertificateChain.ofPem(Bytes.ofUtf8(empty));
    TestCircle.assertRefused(
        CertificateProfile.check(chain, List.of(ROOT), TestCircle.AT),
        CertificateProblem.MALFORMED,
        "the leaf is malformed");
  }

  @Test
  void oversizePemIsRefusedUnread() {
    assertMalformed("-".repeat((1 << 16) + 1), "65537 bytes of PEM, 65536 are allowed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100})
  void chainsOutOfBoundsAreRefused(int certificates) {
    List<Bytes> chain = Collections.nCopies(certificates, LEAF);
    assertThatThrownBy(() -> CertificateChain.ofDer(chain))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a chain of %d certificates", certificates);
  }

  @Test
  void oversizeCertificatesAreRefused() {
    var large = Bytes.copyOf(new byte[CertificateChain.MAX_CERTIFICATE_SIZE + 1]);
    assertThatThrownBy(() -> CertificateChain.ofDer(List.of(large)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("a certificate of 8193 bytes");
  }

  static String pem(Bytes der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void assertMalformed(String pem, String why) {
    assertThatThrownBy(() -> CertificateChain.ofPem(Bytes.ofUtf8(pem)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
