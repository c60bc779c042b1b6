package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CertificateProblemTest {
  @Test
  void codesNeverChange() {
    assertThat(Stream.of(CertificateProblem.values()).map(CertificateProblem::code))
        .containsExactly(
            "certificate-malformed",
            "certificate-version-refused",
            "certificate-serial-refused",
            "certificate-name-empty",
            "certificate-signature-algorithm-mismatched",
            "certificate-signature-algorithm-refused",
            "certificate-key-refused",
            "certificate-extension-repeated",
            "certificate-extension-unknown",
            "certificate-not-yet-valid",
            "certificate-expired",
            "certificate-self-signed",
            "certificate-leaf-is-authority",
            "certificate-digital-signature-missing",
            "certificate-leaf-signs-certificates",
            "certificate-code-signing-missing",
            "certificate-any-usage",
            "certificate-issuer-usage-excluded",
            "certificate-issuer-not-authority",
            "certificate-issuer-signs-no-certificates",
            "certificate-path-too-long",
            "certificate-order-wrong",
            "certificate-root-unknown",
            "certificate-signature-invalid",
            "certificate-root-not-self-signed",
            "certificate-name-constraints-misplaced",
            "certificate-name-not-permitted",
            "certificate-path-refused");
  }
}
