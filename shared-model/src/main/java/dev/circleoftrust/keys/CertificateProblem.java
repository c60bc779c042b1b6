package dev.circleoftrust.keys;

/**
 * Why a certificate chain is refused. Constants may be added, but a code never changes.
 *
 * <p>The commands in the remedies take {@code request.csr}, {@code ca.pem} and {@code ca-key.pem},
 * and write {@code leaf.pem}.
 */
public enum CertificateProblem {
  /** Not an X.509 certificate in DER, or larger than any should be. */
  MALFORMED("certificate-malformed", "export the certificate again as DER or PEM"),

  /** Of version 1 or 2, which have no extensions to say what a certificate is for. */
  VERSION_REFUSED("certificate-version-refused", Remedy.ISSUE),

  /** A serial number that is not positive or has more than 20 bytes (RFC 5280, 4.1.2.2). */
  SERIAL_REFUSED(
      "certificate-serial-refused", "have it issued with a positive serial number of 20 bytes"),

  /** No name of a subject or an issuer. */
  NAME_EMPTY("certificate-name-empty", "have it issued with a name: openssl req -subj '/CN=...'"),

  /** Inside and outside of what is signed, different algorithms are named (RFC 5280, 4.1.1.2). */
  SIGNATURE_ALGORITHM_MISMATCHED(
      "certificate-signature-algorithm-mismatched", "have it issued again; it may be forged"),

  /** Signed with SHA-1, MD5, or another algorithm that is not on the list. */
  SIGNATURE_ALGORITHM_REFUSED("certificate-signature-algorithm-refused", Remedy.ISSUE),

  /** The key is weak or of a type that is not on the list. */
  KEY_REFUSED(
      "certificate-key-refused",
      "make a stronger key: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096"
          + " -out key.pem"),

  /** One extension stands there twice (RFC 5280, 4.2). */
  EXTENSION_REPEATED("certificate-extension-repeated", "have it issued with each extension once"),

  /** A critical extension that nothing here obeys (RFC 5280, 4.2). */
  EXTENSION_UNKNOWN(
      "certificate-extension-unknown", "have it issued without that critical extension"),

  /** Used before its first second. */
  NOT_YET_VALID("certificate-not-yet-valid", "wait, or compare the clocks"),

  /** Used after its last second. */
  EXPIRED("certificate-expired", "have a new certificate issued"),

  /** The leaf is signed by its own key: nobody vouches for it. */
  SELF_SIGNED("certificate-self-signed", Remedy.ISSUE),

  /** The leaf says that it is an authority. */
  LEAF_IS_AUTHORITY("certificate-leaf-is-authority", Remedy.ISSUE),

  /** The leaf's key usage lacks digitalSignature. */
  DIGITAL_SIGNATURE_MISSING("certificate-digital-signature-missing", Remedy.ISSUE),

  /** The leaf's key usage lets it sign certificates. */
  LEAF_SIGNS_CERTIFICATES("certificate-leaf-signs-certificates", Remedy.ISSUE),

  /** The leaf's extended key usage is absent or lacks codeSigning. */
  CODE_SIGNING_MISSING("certificate-code-signing-missing", Remedy.ISSUE),

  /** An extended key usage holds anyExtendedKeyUsage, which says nothing. */
  ANY_USAGE("certificate-any-usage", Remedy.ISSUE),

  /** The extended key usage of an issuer excludes code signing. */
  ISSUER_USAGE_EXCLUDED(
      "certificate-issuer-usage-excluded", "have it issued by an authority for code signing"),

  /** An issuer has no critical basicConstraints that make it an authority (RFC 5280, 4.2.1.9). */
  ISSUER_NOT_AUTHORITY(
      "certificate-issuer-not-authority",
      "make the authority with: basicConstraints=critical,CA:TRUE"),

  /** The key usage of an issuer lacks keyCertSign (RFC 5280, 4.2.1.3). */
  ISSUER_SIGNS_NO_CERTIFICATES(
      "certificate-issuer-signs-no-certificates",
      "make the authority with: keyUsage=critical,keyCertSign,cRLSign"),

  /** More intermediates than an issuer's path length allows (RFC 5280, 4.2.1.9). */
  PATH_TOO_LONG("certificate-path-too-long", "have it issued by an authority nearer to the root"),

  /** A certificate is not followed by its issuer's. */
  ORDER_WRONG("certificate-order-wrong", "put the leaf first and each one's issuer after it"),

  /** The last certificate names an issuer that is none of the roots. */
  ROOT_UNKNOWN(
      "certificate-root-unknown",
      "add the intermediates, or have it issued under a root of the circle"),

  /** A certificate is not signed by the key of its issuer. */
  SIGNATURE_INVALID("certificate-signature-invalid", "have it issued again; it may be forged"),

  /** A root is not signed by its own key. */
  ROOT_NOT_SELF_SIGNED(
      "certificate-root-not-self-signed", "name the authority's own certificate as the root"),

  /** Name constraints in a root, where validators differ about them, or in a leaf. */
  NAME_CONSTRAINTS_MISPLACED(
      "certificate-name-constraints-misplaced", "put name constraints into an intermediate"),

  /** A name that the constraints of an intermediate do not permit (RFC 5280, 4.2.1.10). */
  NAME_NOT_PERMITTED(
      "certificate-name-not-permitted", "have it issued with a name that its issuer permits"),

  /** Path validation (RFC 5280, 6.1) fails in a way that has no reason of its own here. */
  PATH_REFUSED("certificate-path-refused", "look at the policies of the chain's authorities");

  private final String code;
  private final String remedy;

  CertificateProblem(String code, String remedy) {
    this.code = code;
    this.remedy = remedy;
  }

  /** The stable name of this problem. */
  public String code() {
    return code;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /** Apart because the constants of an enum cannot refer to its own fields. */
  private static final class Remedy {
    static final String ISSUE =
        "issue it again with: openssl x509 -req -in request.csr -CA ca.pem -CAkey ca-key.pem"
            + " -CAcreateserial -sha512 -days 365 -out leaf.pem -extfile <(printf"
            + " 'extendedKeyUsage=codeSigning\\nkeyUsage=critical,digitalSignature')";
  }
}
