package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Production as its own process, over real HTTP and a real broker. */
class ProductionInstanceIT {
  private static final AgentName MID = new AgentName("mid-1");
  private static final String OUTPUT = new EccTopics.Output(MID, Priority.STANDARD).topic();
  private static final String QUEUE = "/api/now/table/ecc_queue";
  private static final SysId SOURCE = new SysId("5".repeat(32));

  @TempDir private Path folder;
  private final Instant now = Instant.now();
  private final TestTrustedInstance trusted = new TestTrustedInstance("trusted", now);
  private TestBroker broker;
  private RunningProduction production;
  private TestAdministrator administrator;

  @BeforeEach
  void start() throws Exception {
    broker = new TestBroker(folder.resolve("broker"));
    startProduction();
  }

  private void startProduction() throws Exception {
    production = RunningProduction.start(folder.resolve("production"), broker.bootstrap());
    administrator = new TestAdministrator(trusted, production, broker);
  }

  @AfterEach
  void stop() throws Exception {
    production.close();
    broker.close();
  }

  @Test
  void whatATrustedInstanceSignedIsNotarizedAndNothingElse() throws Exception {
    administrator.establish();
    GlideRecord source = dataSource("DELETE FROM staged");
    Bytes content =
        TestTrustedInstance.updateSet(
            "content", now, source, trusted.signature(source, administrator.circle()));
    administrator.retrieve(content);
    new TestMidServer(MID, broker, production).employ();
    var _ = insert(payload(SOURCE));
    LogRecord off = outputs(1).getLast();
    assertThat(off.headers()).isEmpty();
    assertThat(message(off))
        .isInstanceOfSatisfying(
            OutboundMessage.WithCode.class, sent -> assertThat(sent.signatures()).isEmpty());

    var executed = administrator.execute(new Action.TurnOn());
    assertThat(executed.status()).as(executed.json().toString()).isEqualTo(200);
    assertThat(flag(CircleProperties.FLAG)).isEqualTo("true");
    assertThat(flag(CircleProperties.FLAG_OLDER)).isEqualTo("true");
    var _ = insert(payload(SOURCE));
    assertThat(verdict(outputs(2).getLast())).isInstanceOf(Verified.class);

    var altered =
        production.patch(
            "/api/now/table/sys_data_source/" + SOURCE,
            "{\"sql_statement\":\"DELETE FROM payroll\"}");
    assertThat(altered.status()).isEqualTo(200);
    String row = insert(payload(SOURCE));
    assertThat(outputs(3).getLast().headers()).isEmpty();
    assertThat(
            production.rows("syslog_code_signing", "source=" + row).get(0).path("reason").asText())
        .isEqualTo("code-signature-invalid");

    String own = insert("<parameters><parameter name=\\\"query\\\" value=\\\"x\\\"/></parameters>");
    assertThat(outputs(4).getLast().headers()).isEmpty();
    assertThat(
            production.rows("syslog_code_signing", "source=" + own).get(0).path("reason").asText())
        .isEqualTo("code-not-signed");
  }

  @Test
  void theFlagCannotBeSetByApiNorInTheDatabaseFile() throws Exception {
    administrator.establish();
    String flag =
        production
            .rows("sys_properties", "name=" + CircleProperties.FLAG)
            .get(0)
            .path("sys_id")
            .asText();
    String path = "/api/now/table/sys_properties/" + flag;
    assertThat(production.patch(path, "{\"value\":\"true\"}").status()).isEqualTo(403);
    assertThat(production.delete(path).status()).isEqualTo(403);
    var inserted =
        production.post(
            "/api/now/table/sys_properties",
            "{\"name\":\"%s\",\"value\":\"true\"}".formatted(CircleProperties.FLAG));
    assertThat(inserted.status()).isEqualTo(403);
    assertThat(inserted.reason()).contains("signed-job-only");
    editDatabase(flag);
    assertThat(flag(CircleProperties.FLAG)).isEqualTo("false");
    production.close();
    startProduction();
    assertThat(flag(CircleProperties.FLAG)).isEqualTo("false");
    assertThat(production.get("/api/circle/state").result().path("enforcing").asBoolean())
        .isFalse();
  }

  @Test
  void killedWhileItSendsItSendsTheRestInTheSameOrder() throws Exception {
    administrator.establish();
    var executed = administrator.execute(new Action.TurnOn());
    assertThat(executed.status()).isEqualTo(200);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      expected.add(heartbeat());
      if (i == 30) {
        production.kill();
        startProduction();
      }
    }
    List<LogRecord> sent =
        broker.read(OUTPUT, records -> distinct(records).size() == expected.size());
    assertThat(List.copyOf(distinct(sent).keySet())).isEqualTo(expected);
    Map<String, LogRecord> first = distinct(sent);
    for (LogRecord record : sent) {
      LogRecord original = Objects.requireNonNull(first.get(message(record).ecc().sysId().value()));
      assertThat(record.headers()).hasSize(2).isEqualTo(original.headers());
      assertThat(record.value()).isEqualTo(original.value());
    }
  }

  @Test
  void killedWithSeveralBatchesUnderWayAndNoBrokerEveryRowLeavesAndNoneCanRunTwice()
      throws Exception {
    production.close();
    production = withSlowKeyAndSmallBatches();
    administrator = new TestAdministrator(trusted, production, broker);
    administrator.establish();
    assertThat(administrator.execute(new Action.TurnOn()).status()).isEqualTo(200);
    var expected = new ArrayList<String>();
    expected.add(heartbeat());
    assertThat(outputs(1)).hasSize(1);

    broker.close();
    for (int i = 0; i < 40; i++) {
      expected.add(heartbeat());
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> batchesUnderWay() > 1);
    production.kill();
    broker = broker.again(folder.resolve("broker"));
    production = withSlowKeyAndSmallBatches();
    administrator = new TestAdministrator(trusted, production, broker);

    List<LogRecord> sent =
        broker.read(OUTPUT, records -> distinct(records).size() == expected.size());
    assertThat(List.copyOf(distinct(sent).keySet())).isEqualTo(expected);
    assertThat(ran(sent)).isEqualTo(expected);
  }

  /** RSA-4096 by a key of its own, which is made at the first start. */
  private RunningProduction withSlowKeyAndSmallBatches() throws Exception {
    return RunningProduction.start(
        folder.resolve("slow"),
        broker.bootstrap(),
        "--notarization",
        "rsa-4096",
        "--batch",
        "8",
        "--linger",
        "0ms");
  }

  /** The rows that a MID Server would run, in that order, each with a statement that RSA signed. */
  private List<String> ran(List<LogRecord> records) throws Exception {
    CircleState circle = administrator.folded();
    PartitionMemory memory = new PartitionMemory.TakenOver(now.minusSeconds(60));
    var ran = new ArrayList<String>();
    for (LogRecord record : records) {
      assertThat(headers(record, BatchStatement.HEADER).getFirst().size()).isGreaterThan(512);
      Judgement judgement = judgement(record, memory, circle);
      memory = judgement.memory();
      switch (judgement.verdict()) {
        case Verified _ -> ran.add(message(record).ecc().sysId().value());
        case Rejected(var reason, _, _) -> assertThat(reason).isEqualTo(RejectionReason.REPLAYED);
        case MayRun other -> throw new AssertionError("unproven: " + other);
      }
    }
    return ran;
  }

  private long batchesUnderWay() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("slow").resolve("instance.db");
    try (var connection = DriverManager.getConnection(url);
        var select = connection.createStatement();
        var count = select.executeQuery("SELECT count(DISTINCT statement) FROM ecc_outbox")) {
      return count.getLong(1);
    }
  }

  @Test
  void startsWithoutABrokerAndSendsOnceItIsThere() throws Exception {
    production.close();
    broker.close();
    startProduction();
    assertThat(missesItsBroker()).isTrue();
    String row = heartbeat();
    broker = broker.again(folder.resolve("broker"));
    assertThat(message(outputs(1).getFirst()).ecc().sysId().value()).isEqualTo(row);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !missesItsBroker());
  }

  private boolean missesItsBroker() throws Exception {
    JsonNode problems = production.get("/health").json().required("problems");
    return problems.toString().contains("the broker is away");
  }

  private String heartbeat() throws Exception {
    var reply =
        production.post(
            QUEUE, "{\"agent\":\"%s\",\"topic\":\"HeartbeatProbe\"}".formatted(MID.field()));
    return reply.result().path("sys_id").asText();
  }

  private static Map<String, LogRecord> distinct(List<LogRecord> records) {
    var distinct = new LinkedHashMap<String, LogRecord>();
    for (LogRecord record : records) {
      distinct.putIfAbsent(message(record).ecc().sysId().value(), record);
    }
    return distinct;
  }

  private static GlideRecord dataSource(String sql) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Staged rows");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", "jdbc:sqlite:payroll.db");
    fields.put("credential_alias", "payroll");
    fields.put("sql_statement", sql);
    fields.put("parameters", "");
    fields.put("repeatable", "false");
    return new GlideRecord(new TableName("sys_data_source"), SOURCE, fields);
  }

  private static String payload(SysId source) {
    return "<parameters><parameter name=\\\"data_source\\\" value=\\\"%s\\\"/></parameters>"
        .formatted(source);
  }

  private String insert(String payload) throws Exception {
    var reply =
        production.post(
            QUEUE,
            "{\"agent\":\"%s\",\"topic\":\"JDBCProbe\",\"payload\":\"%s\"}"
                .formatted(MID.field(), payload));
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(201);
    return reply.result().path("sys_id").asText();
  }

  private List<LogRecord> outputs(int count) {
    return broker.read(OUTPUT, records -> records.size() >= count);
  }

  private static OutboundMessage message(LogRecord record) {
    try {
      return OutboundMessage.parse(Objects.requireNonNull(record.value()));
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private Verdict verdict(LogRecord record) throws Exception {
    var memory = new PartitionMemory.TakenOver(now.minusSeconds(60));
    return judgement(record, memory, administrator.folded()).verdict();
  }

  private static Judgement judgement(LogRecord record, PartitionMemory memory, CircleState circle) {
    var view =
        new CircleView(circle, new Standing.Enforced(Standing.Cause.TURNED_ON, "the log says on"));
    var received =
        new ReceivedRecord(
            record.topic(),
            record.place().partition(),
            record.key(),
            record.value(),
            headers(record, BatchStatement.HEADER),
            headers(record, BatchProof.HEADER));
    return new Judge(MID, EccFirewall.none(), Judge.DEFAULT_MAX_RECORD_AGE)
        .judge(received, memory, view, Instant.now());
  }

  private static List<Bytes> headers(LogRecord record, String name) {
    var values = new ArrayList<Bytes>();
    for (LogRecord.Header header : record.headers()) {
      if (header.name().equals(name) && header.value() != null) {
        values.add(header.value());
      }
    }
    return values;
  }

  private String flag(String name) throws Exception {
    JsonNode rows = production.rows("sys_properties", "name=" + name);
    assertThat(rows).hasSize(1);
    return rows.get(0).path("value").asText();
  }

  /** What an administrator of the host does with another tool. */
  private void editDatabase(String sysId) throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("production").resolve("instance.db");
    try (var connection = DriverManager.getConnection(url);
        var insert =
            connection.prepareStatement(
                "INSERT INTO records (tbl, sys_id, fields) VALUES ('sys_properties', ?, ?)")) {
      for (String id : List.of(sysId, "e".repeat(32))) {
        insert.setString(1, id);
        insert.setString(
            2, "{\"name\":\"%s\",\"value\":\"true\"}".formatted(CircleProperties.FLAG));
        insert.executeUpdate();
      }
    }
  }
}
