package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * Makes a certificate field by field, so that a test can have any one of them wrong. Starts as a
 * right one; the last call for a field counts.
 */
final class TestCertificate {
  static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOT_AFTER = Instant.parse("2027-12-31T23:59:59Z");

  private final KeyPair keys;
  private X500Name subject;
  private X500Name issuer;
  private KeyPair issuerKeys;
  private int version = 3;
  private BigInteger serial = BigInteger.valueOf(4711);
  private ASN1Encodable notBefore = time(NOT_BEFORE);
  private ASN1Encodable notAfter = time(NOT_AFTER);
  private String algorithm;
  private AlgorithmIdentifier outer;
  private byte[] spki;
  private final List<Extension> extensions = new ArrayList<>();
  private final List<ASN1Encodable> crookedExtensions = new ArrayList<>();

  private TestCertificate(String subject, KeyPair keys, String issuer, KeyPair issuerKeys) {
    this.subject = new X500Name(subject);
    this.keys = keys;
    this.issuer = new X500Name(issuer);
    this.issuerKeys = issuerKeys;
    this.spki = keys.getPublic().getEncoded();
    algorithm(algorithmOf(issuerKeys));
  }

  /** A code signing certificate. */
  static TestCertificate leaf(String subject, KeyPair keys, String issuer, KeyPair issuerKeys) {
    return new TestCertificate(subject, keys, issuer, issuerKeys)
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .with(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
  }

  /** A certificate of an authority. */
  static TestCertificate authority(
      String subject, KeyPair keys, String issuer, KeyPair issuerKeys) {
    return new TestCertificate(subject, keys, issuer, issuerKeys)
        .with(Extension.basicConstraints, true, new BasicConstraints(true))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  /** Sets an extension, whether it is there or not. */
  TestCertificate with(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
    return without(identifier).add(identifier, critical, encode(value));
  }

  /** Adds an extension to those that are there, which may be the same. */
  TestCertificate add(ASN1ObjectIdentifier identifier, boolean critical, byte[] value) {
    extensions.add(new Extension(identifier, critical, value));
    return this;
  }

  /** Adds what stands in the place of an extension. */
  TestCertificate addCrooked(ASN1Encodable extension) {
    crookedExtensions.add(extension);
    return this;
  }

  TestCertificate without(ASN1ObjectIdentifier identifier) {
    extensions.removeIf(extension -> extension.getExtnId().equals(identifier));
    return this;
  }

  TestCertificate withoutExtensions() {
    extensions.clear();
    return this;
  }

  TestCertificate version(int number) {
    version = number;
    return this;
  }

  TestCertificate serial(BigInteger number) {
    serial = number;
    return this;
  }

  TestCertificate subject(String name) {
    subject = new X500Name(name);
    return this;
  }

  TestCertificate validity(ASN1Encodable from, ASN1Encodable to) {
    notBefore = from;
    notAfter = to;
    return this;
  }

  TestCertificate validity(Instant from, Instant to) {
    return validity(time(from), time(to));
  }

  TestCertificate spki(Bytes der) {
    spki = der.toByteArray();
    return this;
  }

  /** The algorithm by which it is signed, by its name in the JDK. */
  TestCertificate algorithm(String name) {
    algorithm = name;
    outer = identifier(name);
    return this;
  }

  /** The algorithm that is named beside the signature. */
  TestCertificate outerAlgorithm(String name) {
    outer = identifier(name);
    return this;
  }

  /** Another key's signature than that of the issuer that it names. */
  TestCertificate signedBy(KeyPair other) {
    issuerKeys = other;
    return this;
  }

  KeyPair keys() {
    return keys;
  }

  Bytes der() {
    var fields = new ASN1EncodableVector();
    if (version > 1) {
      fields.add(new DERTaggedObject(0, new ASN1Integer(version - 1L)));
    }
    fields.add(new ASN1Integer(serial));
    fields.add(identifier(algorithm));
    fields.add(issuer);
    fields.add(new DERSequence(new ASN1Encodable[] {notBefore, notAfter}));
    fields.add(subject);
    fields.add(read(spki));
    if (!extensions.isEmpty()) {
      var list = new ArrayList<ASN1Encodable>(extensions);
      list.addAll(crookedExtensions);
      fields.add(new DERTaggedObject(3, new DERSequence(list.toArray(ASN1Encodable[]::new))));
    }
    var signed = new DERSequence(fields);
    var signature = new DERBitString(sign(encode(signed)));
    return Bytes.copyOf(encode(new DERSequence(new ASN1Encodable[] {signed, outer, signature})));
  }

  static ASN1Encodable time(Instant time) {
    var utc = time.atZone(ZoneOffset.UTC);
    String text = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").format(utc);
    return utc.getYear() < 2050 && utc.getYear() >= 1950
        ? new DERUTCTime(text.substring(2))
        : new DERGeneralizedTime(text);
  }

  private byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(issuerKeys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String algorithmOf(KeyPair keys) {
    return switch (keys.getPrivate().getAlgorithm()) {
      case "RSA" -> "SHA512withRSA";
      case "EC" -> "SHA384withECDSA";
      default -> "Ed25519";
    };
  }

  private static AlgorithmIdentifier identifier(String algorithm) {
    return new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm);
  }

  private static byte[] encode(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ASN1Primitive read(byte[] der) {
    try {
      return ASN1Primitive.fromByteArray(der);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
