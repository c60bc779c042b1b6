package dev.circleoftrust.keys;

import java.util.Optional;
import java.util.stream.Stream;

/** What a key may sign. A key has one purpose, for ever. */
public enum KeyPurpose {
  /** Instructions: changes of trust and of enforcement. Used by a person only. */
  CIRCLE_OF_TRUST("circle-of-trust", "cm_code_attest", true),

  /** Records that carry code. Used by a person only. */
  CODE("code", "cm_code_signing", true),

  /** A trusted instance's word that it has folded the log to a head. Works unattended; ours. */
  CHECKPOINT("checkpoint", "checkpoint key", false),

  /** Batches of ECC records, and what production executed. Held by production. */
  NOTARIZATION("notarization", "runtime key", false);

  private final String wireName;
  private final String productName;
  private final boolean needsCertificate;

  KeyPurpose(String wireName, String productName, boolean needsCertificate) {
    this.wireName = wireName;
    this.productName = productName;
    this.needsCertificate = needsCertificate;
  }

  /** The purpose that a statement spells so, if there is one. */
  public static Optional<KeyPurpose> fromWireName(String name) {
    return Stream.of(values()).filter(purpose -> purpose.wireName.equals(name)).findFirst();
  }

  /** How statements spell it; never changes. */
  public String wireName() {
    return wireName;
  }

  /** What the product's users call such a key, or we where the product has none. */
  public String productName() {
    return productName;
  }

  /** True where a key is admitted only with a certificate issued under a root of the circle. */
  public boolean needsCertificate() {
    return needsCertificate;
  }
}
