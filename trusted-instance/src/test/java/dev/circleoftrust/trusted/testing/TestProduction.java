package dev.circleoftrust.trusted.testing;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.SignedExport;
import dev.circleoftrust.transport.SignedExports;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Production as a trusted instance meets it: a request, and items of the log. */
public final class TestProduction implements AutoCloseable {
  private final TestSigner notarization = TestSigner.fresh();
  private final Producer<byte[], byte[]> producer;

  public TestProduction(String bootstrap) {
    this.producer =
        new KafkaClients(KafkaConnection.plaintext(bootstrap))
            .producer("production", Sending.AT_ONCE);
  }

  /** The certificate request of its notarization key, in PEM. */
  public String request() throws Exception {
    var pair = notarization.pair();
    var request =
        new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=production"), pair.getPublic())
            .build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate()));
    return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
        .formatted(Bytes.copyOf(request.getEncoded()).toBase64());
  }

  public Bytes key() {
    return notarization.verificationKey().spki();
  }

  /** What Install, or Execute Now, does with the file. */
  public LogItem execute(Bytes file) throws Exception {
    SignedExport export = SignedExports.read(file);
    if (export instanceof CertificateExport certificate
        && !certificate.statement().payloadType().equals(Instruction.PAYLOAD_TYPE)) {
      return append(new LogItem.First(certificate.statement()));
    }
    Envelope statement = export.statement();
    Instruction instruction = Instruction.parse(statement.payload());
    var execution =
        new Execution(
            instruction.circle(),
            statement.statementId(),
            Validity.startingAt(Instant.now(), Duration.ofHours(1)));
    return append(new LogItem.Instructed(statement, notarization.sign(execution)));
  }

  public LogItem append(LogItem item) throws Exception {
    append(item.encode());
    return item;
  }

  public void append(Bytes value) throws Exception {
    var record = new ProducerRecord<byte[], byte[]>(EccTopics.CIRCLE, null, value.toByteArray());
    var _ = producer.send(record).get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
