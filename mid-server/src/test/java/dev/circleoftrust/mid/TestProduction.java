package dev.circleoftrust.mid;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What production sends to one MID Server: rows, signed as they should be, or as an attacker would
 * have them. It numbers its rows and its batches.
 */
public final class TestProduction {
  static final SysId SOURCE = new SysId("0123456789abcdef0123456789abcdef");
  static final Bytes STREAM = Bytes.ofUtf8("stream-of-tests!");

  private final TestCircle circle;
  private final AgentName agent;
  private final TestClock clock;
  private int rows;
  private long sequence;

  public TestProduction(TestCircle circle, AgentName agent, TestClock clock) {
    this.circle = circle;
    this.agent = agent;
    this.clock = clock;
  }

  public String topic() {
    return new EccTopics.Output(agent, Priority.STANDARD).topic();
  }

  /** A data source on the database {@code file} that runs {@code sql}. */
  public static GlideRecord source(Path file, String sql, String parameters) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Payroll");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", "jdbc:sqlite:" + file);
    fields.put("credential_alias", "");
    fields.put("sql_statement", sql);
    fields.put("parameters", parameters);
    fields.put("repeatable", "false");
    return new GlideRecord(new TableName("sys_data_source"), SOURCE, fields);
  }

  /** A new row that refers to the data source. */
  EccRecord row(Parameter... parameters) {
    var all = new ArrayList<Parameter>();
    all.add(new Parameter("data_source", SOURCE.value()));
    all.addAll(List.of(parameters));
    return row("JDBCProbe", Priority.STANDARD).with(EccField.PAYLOAD, new EccPayload(all).encode());
  }

  EccRecord row(String topic, Priority priority) {
    return EccRecord.output(nextRow(), agent, topic, priority);
  }

  /** A row and its code, signed by a trusted instance. */
  OutboundMessage signed(GlideRecord code, Parameter... parameters) {
    return with(code, signature(code), parameters);
  }

  OutboundMessage with(GlideRecord code, Envelope signature, Parameter... parameters) {
    return new OutboundMessage.WithCode(row(parameters), code, List.of(signature.encode()));
  }

  /** A row and its code, as production sends them while Code Signing is off. */
  public OutboundMessage bare(GlideRecord code, Parameter... parameters) {
    return new OutboundMessage.WithCode(row(parameters), code, List.of());
  }

  Envelope signature(GlideRecord code) {
    return signature(
        code,
        CodeType.DATA_SOURCE.fields(),
        List.of("any"),
        TestCircle.codeKey(TestCircle.issuer(1)));
  }

  Envelope signature(GlideRecord code, List<String> fields, List<String> audience, Signer signer) {
    return signature(circle.id(), code, fields, audience, signer, Duration.ofDays(30));
  }

  Envelope signature(
      Digest circleId,
      GlideRecord code,
      List<String> fields,
      List<String> audience,
      Signer signer,
      Duration validity) {
    var statement =
        new RecordSignature(
            circleId,
            new RecordSignature.Subject(
                code.table().value(),
                code.sysId().value(),
                fields,
                CanonicalRecord.VERSION,
                CanonicalRecord.digest(code, fields)),
            audience,
            Validity.startingAt(TestCircle.START, validity));
    return TestCircle.sign(statement, List.of(signer));
  }

  /** Without a proof. */
  ProducerRecord<byte[], byte[]> unsigned(OutboundMessage message) {
    return new ProducerRecord<>(topic(), 0, null, bytes(message).toByteArray());
  }

  /** In a batch that production's key signs now. */
  ProducerRecord<byte[], byte[]> notarized(OutboundMessage message) {
    return notarized(bytes(message), now());
  }

  /** In a partition of a cluster's topic. */
  ProducerRecord<byte[], byte[]> notarized(OutboundMessage message, int partition) {
    return notarized(
        new BatchRecord(topic(), partition, null, bytes(message)),
        now(),
        now().plus(Duration.ofHours(1)),
        new BatchSigner(TestCircle.notarization(), circle.id(), STREAM));
  }

  /** In one batch, in which neighbours share a proof. */
  List<ProducerRecord<byte[], byte[]>> sharing(List<OutboundMessage> messages) {
    return sharing(messages, TestCircle.notarization());
  }

  List<ProducerRecord<byte[], byte[]>> sharing(List<OutboundMessage> messages, Signer key) {
    List<BatchRecord> records =
        messages.stream()
            .map(message -> new BatchRecord(topic(), 0, null, bytes(message)))
            .toList();
    SignedBatch batch =
        new BatchSigner(key, circle.id(), STREAM)
            .sign(records, sequence + 1, now(), now().plus(Duration.ofHours(1)));
    sequence += records.size();
    var sent = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (List<BatchHeader> headers : batch.shared(_ -> false)) {
      Bytes value = records.get(sent.size()).value();
      var record = new ProducerRecord<byte[], byte[]>(topic(), 0, null, value.toByteArray());
      headers.forEach(header -> record.headers().add(header.name(), header.value().toByteArray()));
      sent.add(record);
    }
    return sent;
  }

  /** A row without code, on the topic of its priority. */
  ProducerRecord<byte[], byte[]> notarized(EccRecord row) {
    return notarized(
        new EccTopics.Output(agent, row.priority()).topic(), bytes(new OutboundMessage.Bare(row)));
  }

  ProducerRecord<byte[], byte[]> notarized(String topic, Bytes value) {
    return notarized(topic, value, now(), circle.id(), TestCircle.notarization());
  }

  ProducerRecord<byte[], byte[]> notarized(Bytes value, Instant signedAt) {
    return notarized(topic(), value, signedAt, circle.id(), TestCircle.notarization());
  }

  /** In a batch that has ended already. */
  ProducerRecord<byte[], byte[]> expired(Bytes value) {
    return notarized(
        topic(),
        value,
        now(),
        clock.instant().minusSeconds(1),
        new BatchSigner(TestCircle.notarization(), circle.id(), STREAM));
  }

  ProducerRecord<byte[], byte[]> notarized(
      String topic, Bytes value, Instant signedAt, Digest circleId, Signer signer) {
    return notarized(
        topic,
        value,
        signedAt,
        signedAt.plus(Duration.ofHours(1)),
        new BatchSigner(signer, circleId, STREAM));
  }

  private ProducerRecord<byte[], byte[]> notarized(
      String topic, Bytes value, Instant signedAt, Instant notAfter, BatchSigner signer) {
    return notarized(new BatchRecord(topic, 0, null, value), signedAt, notAfter, signer);
  }

  private ProducerRecord<byte[], byte[]> notarized(
      BatchRecord record, Instant signedAt, Instant notAfter, BatchSigner signer) {
    var neighbour =
        new BatchRecord(record.topic(), record.partition(), null, Bytes.ofUtf8("a neighbour"));
    SignedBatch batch = signer.sign(List.of(record, neighbour), ++sequence, signedAt, notAfter);
    var sent =
        new ProducerRecord<byte[], byte[]>(
            record.topic(), record.partition(), null, record.value().toByteArray());
    sent.headers().add(BatchStatement.HEADER, batch.statement().toByteArray());
    sent.headers().add(BatchProof.HEADER, batch.proof(0).toByteArray());
    return sent;
  }

  public static Bytes bytes(OutboundMessage message) {
    try {
      return message.encode();
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A moment after the MID Server took its partitions over. */
  private Instant now() {
    return clock.instant().plusSeconds(5);
  }

  private SysId nextRow() {
    return new SysId("%032x".formatted(++rows));
  }
}
