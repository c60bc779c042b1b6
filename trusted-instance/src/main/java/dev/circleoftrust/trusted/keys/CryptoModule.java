package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.KeyPurpose;
import java.util.Optional;
import java.util.stream.Stream;

/** The product's cryptographic modules into which a person imports a key pair. */
public enum CryptoModule {
  /** Circle of Trust administration: signs changes of trust and enforcement. */
  CODE_ATTEST(KeyPurpose.CIRCLE_OF_TRUST),

  /** Customer signing: signs records that carry code. */
  CODE_SIGNING(KeyPurpose.CODE);

  private final KeyPurpose purpose;

  CryptoModule(KeyPurpose purpose) {
    this.purpose = purpose;
  }

  /** The module that the product calls so, if there is one. */
  public static Optional<CryptoModule> named(String name) {
    return Stream.of(values()).filter(module -> module.productName().equals(name)).findFirst();
  }

  /** How the product's users know it: {@code cm_code_attest} or {@code cm_code_signing}. */
  public String productName() {
    return purpose.productName();
  }

  /** What its keys sign. */
  public KeyPurpose purpose() {
    return purpose;
  }
}
