package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A public key that is fit to verify signatures: of a known type, strong, in its one encoding.
 * Immutable and safe for any number of threads.
 *
 * <p>Says nothing about whose key it is, nor whether anyone trusts it.
 */
public final class VerificationKey {
  /** The most bytes that a key may have; an RSA key of 8,192 bits has 1,062. */
  public static final int MAX_SIZE = 1100;

  private final SignatureAlgorithm algorithm;
  private final Bytes spki;
  private final Digest keyId;
  private final SignatureCheck check;

  private VerificationKey(SignatureAlgorithm algorithm, Bytes spki, SignatureCheck check) {
    this.algorithm = algorithm;
    this.spki = spki;
    this.keyId = Digest.of(spki);
    this.check = check;
  }

  /**
   * Reads a SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in DER.
   *
   * @throws MalformedException if {@code spki} is not one byte for byte, or the key is of a type
   *     without an algorithm, weak, or degenerate
   */
  public static VerificationKey fromSpki(Bytes spki) throws MalformedException {
    if (spki.size() > MAX_SIZE) {
      throw new MalformedException(
          "a public key of %d bytes, %d are allowed".formatted(spki.size(), MAX_SIZE));
    }
    SubjectPublicKeyInfo info = parse(spki);
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofKeyType(info.getAlgorithm().getAlgorithm().getId())
            .orElseThrow(() -> new MalformedException("a key that is neither RSA nor Ed25519"));
    SignatureCheck check =
        switch (algorithm) {
          case RSA_SHA512 -> rsa(info);
          case ED25519 ->
              Ed25519SignatureCheck.of(Bytes.copyOf(info.getPublicKeyData().getBytes()));
        };
    // One key, one spelling, one identity: the reader above would accept several.
    if (!check.spki().equals(spki)) {
      throw new MalformedException("a public key that is not in its DER form");
    }
    return new VerificationKey(algorithm, spki, check);
  }

  /** The only algorithm by which this key verifies. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The SubjectPublicKeyInfo in DER. */
  public Bytes spki() {
    return spki;
  }

  /** The identity of the key: SHA-256 of {@link #spki()}. */
  public Digest keyId() {
    return keyId;
  }

  /**
   * True only where {@code signature} is this key's over {@code message}. A signature of another
   * size, range or encoding is one that does not hold, never an exception.
   */
  public boolean verify(Bytes message, Bytes signature) {
    return check.verify(message, signature);
  }

  private static SubjectPublicKeyInfo parse(Bytes spki) throws MalformedException {
    try {
      return SubjectPublicKeyInfo.getInstance(spki.toByteArray());
    } catch (RuntimeException _) {
      // The ASN.1 reader throws several kinds for bad input and documents none of them.
      throw new MalformedException("not a SubjectPublicKeyInfo");
    }
  }

  private static RsaSignatureCheck rsa(SubjectPublicKeyInfo info) throws MalformedException {
    RSAPublicKey key;
    try {
      key = RSAPublicKey.getInstance(info.parsePublicKey());
    } catch (IOException | RuntimeException _) {
      throw new MalformedException("not an RSA public key");
    }
    return RsaSignatureCheck.of(key.getModulus(), key.getPublicExponent());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerificationKey that && spki.equals(that.spki);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return algorithm.code() + " " + keyId;
  }
}
