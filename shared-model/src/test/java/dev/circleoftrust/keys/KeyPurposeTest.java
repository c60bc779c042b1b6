package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyPurposeTest {
  @ParameterizedTest
  @CsvSource({
    "CIRCLE_OF_TRUST, circle-of-trust, cm_code_attest, true",
    "CODE, code, cm_code_signing, true",
    "CHECKPOINT, checkpoint, checkpoint key, false",
    "NOTARIZATION, notarization, runtime key, false"
  })
  void namesNeverChange(KeyPurpose purpose, String wire, String product, boolean certificate) {
    assertThat(purpose.wireName()).isEqualTo(wire);
    assertThat(purpose.productName()).isEqualTo(product);
    assertThat(purpose.needsCertificate()).isEqualTo(certificate);
  }

  @ParameterizedTest
  @EnumSource
  void isReadBackFromItsWireName(KeyPurpose purpose) {
    assertThat(KeyPurpose.fromWireName(purpose.wireName())).contains(purpose);
  }

  @Test
  void otherSpellingsAreNoPurpose() {
    assertThat(KeyPurpose.fromWireName("CODE")).isEmpty();
    assertThat(KeyPurpose.fromWireName("cm_code_signing")).isEmpty();
    assertThat(KeyPurpose.fromWireName("")).isEmpty();
  }
}
