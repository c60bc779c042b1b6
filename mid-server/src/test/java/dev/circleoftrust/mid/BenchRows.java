package dev.circleoftrust.mid;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.trust.TestSigner;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Questions by the hundred thousand, as production's dispatcher sends them. */
final class BenchRows {
  /** What is sent. */
  enum Kind {
    /** Every record has its proof. */
    SIGNED,
    /** None has one: Code Signing is off. */
    UNSIGNED,
    /** The proof of every record is another's. */
    INVALID_PROOF,
    /** Every record stands on another topic than the one it was signed for. */
    WRONG_TOPIC,
    /** Every record is of a batch that a key signed which the circle does not know. */
    UNKNOWN_BATCH
  }

  private static final int BATCH = 1024;
  private static final List<Priority> MIX = mix();

  private final Scene scene;
  private final int size;
  private final BatchSigner signer;
  private final BatchSigner stranger;
  private long sequence;
  private int rows;

  /**
   * @param size of a record's value, in bytes
   */
  BenchRows(Scene scene, int size) {
    this.scene = scene;
    this.size = size;
    Bytes stream = Bytes.ofUtf8("stream of bench!");
    this.signer = new BatchSigner(TestCircle.notarization(), scene.circle.id(), stream);
    this.stranger = new BatchSigner(TestSigner.named("a stranger"), scene.circle.id(), stream);
  }

  /** Appends {@code count} rows, in batches over all three topics. */
  void append(Kind kind, int count) throws Exception {
    var clients = new KafkaClients(KafkaConnection.plaintext(scene.bootstrap()));
    try (Producer<byte[], byte[]> producer = clients.producer("bench", Sending.GATHERED)) {
      for (int sent = 0; sent < count; sent += BATCH) {
        send(kind, Math.min(BATCH, count - sent), producer);
      }
      producer.flush();
    }
  }

  private void send(Kind kind, int count, Producer<byte[], byte[]> producer) throws Exception {
    var batch = new ArrayList<BatchRecord>(count);
    for (int i = 0; i < count; i++) {
      Priority priority = MIX.get(rows % MIX.size());
      String topic = new EccTopics.Output(Scene.AGENT, priority).topic();
      batch.add(new BatchRecord(topic, 0, null, value(priority)));
    }
    SignedBatch signed = kind == Kind.UNSIGNED ? null : sign(kind, batch);
    sequence += count;
    for (int i = 0; i < count; i++) {
      BatchRecord record = batch.get(i);
      var sent =
          new ProducerRecord<byte[], byte[]>(record.topic(), 0, null, record.value().toByteArray());
      if (signed != null) {
        int proof = kind == Kind.INVALID_PROOF ? (i + 1) % count : i;
        sent.headers().add(BatchStatement.HEADER, signed.statement().toByteArray());
        sent.headers().add(BatchProof.HEADER, signed.proof(proof).toByteArray());
      }
      var _ = producer.send(sent);
    }
  }

  private SignedBatch sign(Kind kind, List<BatchRecord> batch) {
    Instant at = scene.clock.instant().plusSeconds(5);
    List<BatchRecord> covered =
        kind != Kind.WRONG_TOPIC
            ? batch
            : batch.stream()
                .map(record -> new BatchRecord("elsewhere", 0, null, record.value()))
                .toList();
    return (kind == Kind.UNKNOWN_BATCH ? stranger : signer)
        .sign(covered, sequence + 1, at, at.plus(Duration.ofHours(1)));
  }

  private Bytes value(Priority priority) throws Exception {
    EccRecord row =
        EccRecord.output(
            new SysId("%032x".formatted(++rows)), Scene.AGENT, "HeartbeatProbe", priority);
    int bare = new OutboundMessage.Bare(padded(row, 0)).encode().size();
    return new OutboundMessage.Bare(padded(row, Math.max(0, size - bare))).encode();
  }

  private static EccRecord padded(EccRecord row, int padding) {
    var filling = new Parameter("filling", "x".repeat(padding));
    return row.with(EccField.PAYLOAD, new EccPayload(List.of(filling)).encode());
  }

  private static List<Priority> mix() {
    var mix = new ArrayList<Priority>();
    for (int i = 0; i < 20; i++) {
      mix.add(i == 0 ? Priority.INTERACTIVE : i % 4 == 1 ? Priority.EXPEDITED : Priority.STANDARD);
    }
    return List.copyOf(mix);
  }
}
