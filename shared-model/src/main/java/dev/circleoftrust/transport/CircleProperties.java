package dev.circleoftrust.transport;

import java.util.List;

/** The system properties that show whether Code Signing is enforced: a view, never a cell. */
public final class CircleProperties {
  /** The property of enforcement. */
  public static final String FLAG = "com.snc.kmf.signature.validation.flag";

  /** The spelling of {@link #FLAG} on the product's older page. */
  public static final String FLAG_OLDER = "com_snc_kmf_signature.validation.flag";

  /** The certificates that validation relies on; listed once Code Signing was turned on. */
  public static final String CERTIFICATE = "com.snc.kmf.signature.validation.certificate";

  /** The spelling of {@link #CERTIFICATE} on the product's older page. */
  public static final String CERTIFICATE_OLDER = "com_snc_kmf_signature.validation.certificate";

  /** What the product's guided set-up calls the same. */
  public static final String CERTIFICATE_TRUST =
      "com.snc.kmf.signature.validation.certificate_trust";

  /** How long a signed job may be executed. */
  public static final String VALIDITY_WINDOW = "com.snc.kmf.signature.validity_window";

  /** Every property that only a signed job changes. */
  public static final List<String> PROTECTED =
      List.of(FLAG, FLAG_OLDER, CERTIFICATE, CERTIFICATE_OLDER, CERTIFICATE_TRUST);

  private CircleProperties() {}
}
