package dev.circleoftrust.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.SignatureForm;
import dev.circleoftrust.benchmarks.measure.Verification;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.text.ParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One JWS a record (RFC 7515, compact, ES256) in place of its value, by nimbus-jose-jwt. The key is
 * parsed once, and signer and verifier are made once.
 */
final class JwsForm implements SignatureForm {
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);

  private final ECDSASigner signer;
  private final ECDSAVerifier verifier;
  private final String signedBy;
  private final String verifiedBy;

  private JwsForm(Es256Provider signing, Es256Provider verifying) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      signer = new ECDSASigner(key);
      signing.provider().ifPresent(signer.getJCAContext()::setProvider);
      verifier = new ECDSAVerifier(key.toPublicJWK());
      verifying.provider().ifPresent(verifier.getJCAContext()::setProvider);
    } catch (JOSEException e) {
      throw new IllegalStateException("no ES256 on this Java platform", e);
    }
    signedBy = signing.name();
    verifiedBy = verifying.name();
  }

  /** Signed and verified by one provider. */
  static JwsForm by(Es256Provider provider) {
    return new JwsForm(provider, provider);
  }

  /** Verified by {@code verifying}; what is verified was made by whatever makes it soonest. */
  static JwsForm verifiedBy(Es256Provider verifying) {
    return new JwsForm(Es256Provider.fastestToSign(), verifying);
  }

  @Override
  public RecordSource source(Workload workload, String topic) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    return (from, count, to) -> {
      for (long index = from; index < from + count; index++) {
        to.accept(new ProducerRecord<>(topic, jws(rows.value(index))));
      }
    };
  }

  private byte[] jws(byte[] value) {
    try {
      var jws = new JWSObject(HEADER, new Payload(value));
      jws.sign(signer);
      return jws.serialize().getBytes(US_ASCII);
    } catch (JOSEException e) {
      throw new IllegalStateException("a record cannot be signed", e);
    }
  }

  @Override
  public Verification verification() {
    return this::verify;
  }

  private void verify(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (!JWSObject.parse(new String(record.value(), US_ASCII)).verify(verifier)) {
        throw new IllegalStateException("a JWS does not verify");
      }
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("a JWS cannot be verified", e);
    }
  }

  @Override
  public String signingDetail() {
    return "ES256 by " + signedBy;
  }

  @Override
  public String verifyingDetail() {
    return "ES256 by " + verifiedBy;
  }
}
