package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerificationKeyTest {
  private static final Bytes MESSAGE = Bytes.ofUtf8("twelve payroll rows");
  private static final BigInteger F4 = BigInteger.valueOf(65_537);

  static final List<TestSigner> SIGNERS =
      List.of(TestSigner.ed25519(), TestSigner.rsa(3072), TestSigner.rsa(4096));

  /** The points of small order, and spellings of points that are not the canonical one. */
  static final List<String> REFUSED_POINTS =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000", // neutral
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
          "0000000000000000000000000000000000000000000000000000000000000000", // order 4
          "0000000000000000000000000000000000000000000000000000000000000080", // order 4
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85", // order 8
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", // order 8
          "0100000000000000000000000000000000000000000000000000000000000080", // neutral, sign set
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 1
          "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // y = p + 3
          "0200000000000000000000000000000000000000000000000000000000000000"); // no point

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void verifiesWhatTheKeySigned(TestSigner signer) {
    VerificationKey key = signer.verificationKey();
    assertThat(key.verify(MESSAGE, signer.sign(MESSAGE))).isTrue();
    assertThat(key.verify(Bytes.empty(), signer.sign(Bytes.empty()))).isTrue();
    assertThat(key.verify(Bytes.ofUtf8("other"), signer.sign(MESSAGE))).isFalse();
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void anyBitFlippedInTheSignatureEndsIt(TestSigner signer) {
    byte[] signature = signer.sign(MESSAGE).toByteArray();
    for (int bit = 0; bit < signature.length * 8; bit++) {
      signature[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(signer.verificationKey().verify(MESSAGE, Bytes.copyOf(signature)))
          .as("bit %d", bit)
          .isFalse();
      signature[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(signer.verificationKey().verify(MESSAGE, Bytes.copyOf(signature))).isTrue();
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void signaturesOfAnotherSizeDoNotHold(TestSigner signer) {
    Bytes good = signer.sign(MESSAGE);
    Bytes zero = Bytes.copyOf(new byte[1]);
    for (Bytes bad :
        List.of(
            Bytes.empty(),
            zero,
            Bytes.concat(good, zero),
            Bytes.concat(zero, good),
            good.slice(0, good.size() - 1),
            good.slice(1, good.size()),
            Bytes.concat(good, good))) {
      assertThat(signer.verificationKey().verify(MESSAGE, bad)).as("%s", bad).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void isIdentifiedByTheDigestOfItsEncoding(TestSigner signer) throws Exception {
    VerificationKey key = signer.verificationKey();
    assertThat(key.keyId()).isEqualTo(Digest.of(key.spki())).isEqualTo(signer.keyId());
    assertThat(VerificationKey.fromSpki(key.spki())).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(key).isNotEqualTo(TestSigner.ed25519().verificationKey());
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void noOtherBytesAreTheSameKey(TestSigner signer) throws Exception {
    byte[] spki = signer.verificationKey().spki().toByteArray();
    for (int bit = 0; bit < spki.length * 8; bit++) {
      spki[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        VerificationKey other = VerificationKey.fromSpki(Bytes.copyOf(spki));
        assertThat(other.spki()).isEqualTo(Bytes.copyOf(spki));
        assertThat(other.keyId()).isNotEqualTo(signer.keyId());
      } catch (MalformedException e) {
        assertThat(e).hasMessageNotContaining(signer.verificationKey().spki().toHex());
      }
      spki[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void truncatedAndExtendedKeysAreRefused(TestSigner signer) {
    Bytes spki = signer.verificationKey().spki();
    for (int size = 0; size < spki.size(); size++) {
      assertRefused(spki.slice(0, size));
    }
    assertRefused(Bytes.concat(spki, Bytes.copyOf(new byte[1])));
  }

  @ParameterizedTest
  @FieldSource("REFUSED_POINTS")
  void degenerateEd25519KeysAreRefused(String point) throws MalformedException {
    assertRefused(ed25519(Bytes.fromHex(point)), "canonical point of the group of prime order");
  }

  @Test
  void ed25519KeysWithAComponentOfSmallOrderAreRefused() throws MalformedException {
    // A genuine public key plus the point of order 2: (x, y) becomes (-x, -y).
    BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    Bytes genuine = TestSigner.ed25519().verificationKey().spki().slice(12, 44);
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[i] = (byte) genuine.at(31 - i);
    }
    boolean odd = (reversed[0] & 0x80) != 0;
    reversed[0] &= 0x7f;
    byte[] minusY = p.subtract(new BigInteger(1, reversed)).toByteArray();
    byte[] mixed = new byte[32];
    for (int i = 0; i < minusY.length && i < 32; i++) {
      mixed[i] = minusY[minusY.length - 1 - i];
    }
    mixed[31] |= (byte) (odd ? 0 : 0x80);
    assertRefused(ed25519(Bytes.copyOf(mixed)), "canonical point of the group of prime order");
  }

  @Test
  void ed25519KeysOfAnotherSizeAreRefused() {
    assertRefused(
        Bytes.concat(hex("302b300506032b657003220001"), Bytes.copyOf(new byte[32])),
        "an Ed25519 key of 33 bytes, not 32");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 3071, 8193})
  void rsaModuliOutOfBoundsAreRefused(int bits) throws IOException {
    assertRefused(rsa(modulus(bits), F4), "an RSA modulus of " + bits + " bits");
  }

  @ParameterizedTest
  @ValueSource(ints = {3072, 4096, 8192})
  void rsaModuliWithinBoundsAreAccepted(int bits) throws Exception {
    VerificationKey key = VerificationKey.fromSpki(rsa(modulus(bits), F4));
    assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.RSA_SHA512);
    assertThat(key.spki().size()).isLessThanOrEqualTo(VerificationKey.MAX_SIZE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-65_537, 0, 1, 3, 17, 65_536, 65_539})
  void otherRsaExponentsAreRefused(long exponent) throws IOException {
    assertRefused(rsa(modulus(3072), BigInteger.valueOf(exponent)));
  }

  @Test
  void evenAndNegativeRsaModuliAreRefused() throws IOException {
    assertRefused(rsa(modulus(3072).subtract(BigInteger.ONE), F4), "an even RSA modulus");
    assertRefused(rsa(modulus(3072).negate(), F4));
  }

  @Test
  void rsaKeysWithOtherAlgorithmIdentifiersAreRefused() throws IOException {
    var key = new RSAPublicKey(modulus(3072), F4);
    var plain = PKCSObjectIdentifiers.rsaEncryption;
    assertRefused(
        encode(new AlgorithmIdentifier(plain), key), "a public key that is not in its DER form");
    ASN1ObjectIdentifier pss = PKCSObjectIdentifiers.id_RSASSA_PSS;
    assertRefused(
        encode(new AlgorithmIdentifier(pss, DERNull.INSTANCE), key),
        "a key that is neither RSA nor Ed25519");
  }

  @Test
  void garbageIsRefused() {
    assertRefused(Bytes.empty());
    assertRefused(Bytes.ofUtf8("-----BEGIN PUBLIC KEY-----"));
    assertRefused(hex("3000"));
    assertRefused(hex("0500"));
    assertRefused(hex("3080".repeat(500)));
    assertRefused(Bytes.copyOf(new byte[VerificationKey.MAX_SIZE + 1]), "1101 bytes");
  }

  @Test
  void aSignatureByAnotherTypeOfKeyDoesNotHold() {
    TestSigner rsa = SIGNERS.get(1);
    TestSigner ed25519 = SIGNERS.getFirst();
    assertThat(rsa.verificationKey().verify(MESSAGE, ed25519.sign(MESSAGE))).isFalse();
    assertThat(ed25519.verificationKey().verify(MESSAGE, rsa.sign(MESSAGE))).isFalse();
  }

  private static BigInteger modulus(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  private static Bytes ed25519(Bytes point) {
    return Bytes.concat(hex("302a300506032b6570032100"), point);
  }

  private static Bytes rsa(BigInteger modulus, BigInteger exponent) throws IOException {
    var type = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return encode(type, new RSAPublicKey(modulus, exponent));
  }

  private static Bytes encode(AlgorithmIdentifier type, RSAPublicKey key) throws IOException {
    return Bytes.copyOf(new SubjectPublicKeyInfo(type, key).getEncoded(ASN1Encoding.DER));
  }

  private static Bytes hex(String hex) {
    try {
      return Bytes.fromHex(hex);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void assertRefused(Bytes spki) {
    assertRefused(spki, "");
  }

  private static void assertRefused(Bytes spki, String why) {
    assertThatThrownBy(() -> VerificationKey.fromSpki(spki))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(why);
  }
}
