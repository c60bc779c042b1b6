package dev.circleoftrust.judgement;

import static dev.circleoftrust.trust.TestCircle.START;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.trust.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What production sends: records, signed as they should be, or as an attacker would have them. */
final class TestTraffic {
  static final AgentName AGENT = new AgentName("mid-1");
  static final String TOPIC = "cot.ecc.output.mid-1.standard";
  static final Bytes STREAM = Bytes.ofUtf8("stream-of-tests!");

  private static final SysId SOURCE = new SysId("0123456789abcdef0123456789abcdef");

  private final TestCircle circle;

  TestTraffic(TestCircle circle) {
    this.circle = circle;
  }

  static GlideRecord dataSource() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Payroll");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", "jdbc:sqlite:payroll.db");
    fields.put("credential_alias", "");
    fields.put("sql_statement", "SELECT name FROM payroll WHERE department = ?");
    fields.put(
        "parameters",
        """
        {"parameters":[{"name":"department","type":"text","place":1,"maxLength":20,"pattern":"[A-Za-z ]+"}]}\
        """);
    fields.put("repeatable", "true");
    return new GlideRecord(new TableName("sys_data_source"), SOURCE, fields);
  }

  /** A row that refers to the data source, with these parameters besides. */
  static EccRecord row(Parameter... parameters) {
    var all = new ArrayList<Parameter>();
    all.add(new Parameter("data_source", SOURCE.value()));
    all.addAll(List.of(parameters));
    return row("JDBCProbe", all);
  }

  static EccRecord row(String topic, List<Parameter> parameters) {
    return EccRecord.output(
            new SysId("feedfacefeedfacefeedfacefeedface"), AGENT, topic, Priority.STANDARD)
        .with(EccField.PAYLOAD, new EccPayload(parameters).encode());
  }

  static Parameter department() {
    return new Parameter("department", "Sales");
  }

  Envelope signature(GlideRecord record) {
    return signature(record, CodeType.DATA_SOURCE.fields());
  }

  Envelope signature(GlideRecord record, List<String> fields) {
    return TestCircle.sign(
        statement(record, fields, List.of("any"), Validity.startingAt(START, Duration.ofDays(30))),
        List.of(TestCircle.codeKey(TestCircle.issuer(1))));
  }

  RecordSignature statement(
      GlideRecord record, List<String> fields, List<String> audience, Validity validity) {
    return new RecordSignature(
        circle.id(),
        new RecordSignature.Subject(
            record.table().value(),
            record.sysId().value(),
            fields,
            CanonicalRecord.VERSION,
            CanonicalRecord.digest(record, fields)),
        audience,
        validity);
  }

  /** The message of an honest production. */
  OutboundMessage message() {
    return message(dataSource(), signature(dataSource()), department());
  }

  static OutboundMessage message(GlideRecord code, Envelope signature, Parameter... parameters) {
    return new OutboundMessage.WithCode(row(parameters), code, List.of(signature.encode()));
  }

  static Bytes bytes(OutboundMessage message) {
    try {
      return message.encode();
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ReceivedRecord notarized(OutboundMessage message, long sequence) {
    return notarized(bytes(message), sequence, START);
  }

  ReceivedRecord notarized(Bytes value, long sequence, Instant signedAt) {
    return notarized(value, sequence, signedAt, STREAM, circle.id(), TestCircle.notarization());
  }

  static ReceivedRecord notarized(
      Bytes value,
      long sequence,
      Instant signedAt,
      Bytes stream,
      Digest circle,
      TestSigner signer) {
    var record = new BatchRecord(TOPIC, 0, null, value);
    var other = new BatchRecord(TOPIC, 0, null, Bytes.ofUtf8("a neighbour"));
    SignedBatch batch =
        new BatchSigner(signer, circle, stream)
            .sign(List.of(record, other), sequence, signedAt, signedAt.plus(Duration.ofHours(1)));
    return new ReceivedRecord(
        TOPIC, 0, null, value, List.of(batch.statement()), List.of(batch.proof(0)));
  }

  static ReceivedRecord unsigned(OutboundMessage message) {
    return new ReceivedRecord(TOPIC, 0, null, bytes(message), List.of(), List.of());
  }
}
