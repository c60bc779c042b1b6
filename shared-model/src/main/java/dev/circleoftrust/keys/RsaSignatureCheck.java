package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 8.2.2).
 *
 * <p>The padding is made anew and compared as a whole; nothing in it is parsed, so there is no
 * leniency to exploit. Not even the missing NULL that some verifiers tolerate is accepted.
 */
final class RsaSignatureCheck implements SignatureCheck {
  static final int MIN_MODULUS_BITS = 3072;
  static final int MAX_MODULUS_BITS = 8192;
  static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  /** DigestInfo for SHA-512 up to the hash (RFC 8017, section 9.2, note 1). */
  private static final byte[] DIGEST_INFO_PREFIX =
      HexFormat.of().parseHex("3051300d060960864801650304020305000440");

  private final BigInteger modulus;

  private RsaSignatureCheck(BigInteger modulus) {
    this.modulus = modulus;
  }

  /**
   * @throws MalformedException if the modulus is even or out of bounds, or the exponent another. A
   *     modulus that its maker can factor is not looked for: whoever makes one could as well give
   *     the private key away.
   */
  static RsaSignatureCheck of(BigInteger modulus, BigInteger exponent) throws MalformedException {
    int bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < MIN_MODULUS_BITS || bits > MAX_MODULUS_BITS) {
      throw new MalformedException(
          "an RSA modulus of %d bits, %d to %d are allowed"
              .formatted(bits, MIN_MODULUS_BITS, MAX_MODULUS_BITS));
    }
    if (!modulus.testBit(0)) {
      throw new MalformedException("an even RSA modulus");
    }
    if (!exponent.equals(EXPONENT)) {
      throw new MalformedException("an RSA exponent other than 65537");
    }
    return new RsaSignatureCheck(modulus);
  }

  @Override
  public boolean verify(Bytes message, Bytes signature) {
    int size = (modulus.bitLength() + 7) / 8;
    if (signature.size() != size) {
      return false;
    }
    var s = new BigInteger(1, signature.toByteArray());
    return s.compareTo(modulus) < 0
        && s.modPow(EXPONENT, modulus).equals(new BigInteger(1, encode(message, size)));
  }

  /**
   * EMSA-PKCS1-v1_5 (RFC 8017, section 9.2).
   *
   * <pre>00 01 FF ... FF 00 || DigestInfo prefix || SHA-512(message)</pre>
   */
  private static byte[] encode(Bytes message, int size) {
    byte[] hash = sha512(message);
    byte[] encoded = new byte[size];
    int hashAt = size - hash.length;
    int prefixAt = hashAt - DIGEST_INFO_PREFIX.length;
    encoded[1] = 1;
    Arrays.fill(encoded, 2, prefixAt - 1, (byte) 0xff);
    System.arraycopy(DIGEST_INFO_PREFIX, 0, encoded, prefixAt, DIGEST_INFO_PREFIX.length);
    System.arraycopy(hash, 0, encoded, hashAt, hash.length);
    return encoded;
  }

  private static byte[] sha512(Bytes message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(message.toByteBuffer());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-512", e);
    }
  }

  @Override
  public Bytes spki() {
    try {
      var type = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      var info = new SubjectPublicKeyInfo(type, new RSAPublicKey(modulus, EXPONENT));
      return Bytes.copyOf(info.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("two integers are always encodable", e);
    }
  }
}
