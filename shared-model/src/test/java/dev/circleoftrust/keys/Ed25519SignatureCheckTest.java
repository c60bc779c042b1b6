package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.wire.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Signatures that only the holder of a key can make crooked, so that verifiers would disagree. */
final class Ed25519SignatureCheckTest {
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final byte[] SEED = new byte[32];

  static final List<String> POINTS = VerificationKeyTest.REFUSED_POINTS.subList(0, 8);

  /** With the cofactor all of them hold, without it one in eight at most. */
  @ParameterizedTest
  @FieldSource("POINTS")
  void signaturesWithAnROfSmallOrderDoNotHold(String point) throws Exception {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(SEED, 0, key, 0);
    var check = Ed25519SignatureCheck.of(Bytes.copyOf(key));
    for (int i = 0; i < 64; i++) {
      Bytes message = Bytes.ofUtf8("message " + i);
      Bytes signature = sign(TestCircle.hex(point), Bytes.copyOf(key), message);
      assertThat(check.verify(message, signature)).as("message %d", i).isFalse();
    }
  }

  @Test
  void theSameArithmeticMakesGenuineSignatures() throws Exception {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(SEED, 0, key, 0);
    Bytes message = Bytes.ofUtf8("message");
    byte[] genuine = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(SEED, 0, message.toByteArray(), 0, message.size(), genuine, 0);
    BigInteger r = littleEndian(sha512(prefix(), message)).mod(ORDER);
    Bytes commitment = Bytes.copyOf(genuine).slice(0, 32);
    assertThat(sign(r, commitment, Bytes.copyOf(key), message)).isEqualTo(Bytes.copyOf(genuine));
  }

  /** A signature with the random number zero and R replaced: S = k * a. */
  private static Bytes sign(Bytes point, Bytes key, Bytes message) throws Exception {
    return sign(BigInteger.ZERO, point, key, message);
  }

  private static Bytes sign(BigInteger r, Bytes point, Bytes key, Bytes message) throws Exception {
    BigInteger k = littleEndian(sha512(point, key, message));
    byte[] s = r.add(k.multiply(scalar())).mod(ORDER).toByteArray();
    byte[] encoded = new byte[32];
    for (int i = 0; i < Math.min(s.length, 32); i++) {
      encoded[i] = s[s.length - 1 - i];
    }
    return Bytes.concat(point, Bytes.copyOf(encoded));
  }

  /** RFC 8032, section 5.1.5. */
  private static BigInteger scalar() throws Exception {
    byte[] bytes = sha512(Bytes.copyOf(SEED)).slice(0, 32).toByteArray();
    bytes[0] &= (byte) 0xf8;
    bytes[31] &= 0x7f;
    bytes[31] |= 0x40;
    return littleEndian(Bytes.copyOf(bytes));
  }

  private static Bytes prefix() throws Exception {
    return sha512(Bytes.copyOf(SEED)).slice(32, 64);
  }

  private static BigInteger littleEndian(Bytes bytes) {
    byte[] reversed = new byte[bytes.size()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = (byte) bytes.at(reversed.length - 1 - i);
    }
    return new BigInteger(1, reversed);
  }

  private static Bytes sha512(Bytes... parts) throws Exception {
    return Bytes.copyOf(
        MessageDigest.getInstance("SHA-512").digest(Bytes.concat(parts).toByteArray()));
  }
}
