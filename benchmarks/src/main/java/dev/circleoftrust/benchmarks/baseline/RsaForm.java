package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.SignatureForm;
import dev.circleoftrust.benchmarks.measure.Verification;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One signature of RSA-2048 with SHA-256 over each record's value, in a header: what libraries do
 * that sign Kafka records. The key is made once; by the JDK.
 */
final class RsaForm implements SignatureForm {
  private static final String ALGORITHM = "SHA256withRSA";
  private static final String HEADER = "signature";
  private static final int BITS = 2048;

  private final KeyPair key;
  private final Signature signing;
  private final Signature verifying;

  RsaForm() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      key = generator.generateKeyPair();
      signing = Signature.getInstance(ALGORITHM);
      signing.initSign(key.getPrivate());
      verifying = Signature.getInstance(ALGORITHM);
      verifying.initVerify(key.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA on this Java platform", e);
    }
  }

  @Override
  public RecordSource source(Workload workload, String topic) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    return (from, count, to) -> {
      for (long index = from; index < from + count; index++) {
        byte[] value = rows.value(index);
        var record = new ProducerRecord<byte[], byte[]>(topic, value);
        record.headers().add(HEADER, sign(value));
        to.accept(record);
      }
    };
  }

  private byte[] sign(byte[] value) {
    try {
      signing.update(value);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a record cannot be signed", e);
    }
  }

  @Override
  public Verification verification() {
    return this::verify;
  }

  private void verify(ConsumerRecord<byte[], byte[]> record) {
    try {
      Header header = record.headers().lastHeader(HEADER);
      verifying.update(record.value());
      if (!verifying.verify(header.value())) {
        throw new IllegalStateException("a signature does not hold");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signature cannot be verified", e);
    }
  }

  @Override
  public String signingDetail() {
    return "%s, %d bits, by the JDK's %s".formatted(ALGORITHM, BITS, signing.getProvider());
  }

  @Override
  public String verifyingDetail() {
    return "%s, %d bits, by the JDK's %s".formatted(ALGORITHM, BITS, verifying.getProvider());
  }
}
