package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no circle: one production and one broker for all of it. */
class ProductionTrafficIT {
  private static final AgentName MID = new AgentName("mid-1");
  private static final AgentName LATE = new AgentName("mid-8");
  private static final int MAX_WAITING = 200;
  private static final int FLOOD = 300;
  private static final int AT_ONCE = 16;
  private static final AgentName LIVELY = new AgentName("mid-5");
  private static final String OUTPUT = new EccTopics.Output(MID, Priority.STANDARD).topic();
  private static final String QUEUE = "/api/now/table/ecc_queue";
  private static final String POLICIES = "/api/now/table/ecc_queue_retry_policy";

  @TempDir private static Path folder;
  private static TestBroker broker;
  private static RunningProduction production;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(folder.resolve("broker"));
    production =
        RunningProduction.start(
            folder.resolve("production"), broker.bootstrap(), "--max-waiting", "" + MAX_WAITING);
  }

  @AfterAll
  static void stop() throws Exception {
    production.close();
    broker.close();
  }

  @Test
  void aRowWaitsForItsMidServerWhichAnswersWhatWasSentToItAndNothingElse() throws Exception {
    String row = insert("JDBCProbe");
    assertThat(production.rows("ecc_agent", "name=mid-1").get(0).path("validated").asText())
        .isEqualTo("No");
    new TestMidServer(MID, broker, production).employ();
    assertThat(broker.read(OUTPUT, records -> !records.isEmpty())).hasSize(1);
    answer(
        EccRecord.input(sysId(1), MID, QueueProcessing.TOPIC, Priority.INTERACTIVE)
            .with(EccField.PAYLOAD, new QueueProcessing(List.of(new SysId(row))).encode()));
    awaitState(row, "processing");
    AgentName other = new AgentName("mid-2");
    broker.send(
        new EccTopics.Input(other).topic(),
        new InboundMessage(
                EccRecord.input(sysId(2), other, "JDBCProbe", Priority.STANDARD)
                    .with(EccField.RESPONSE_TO, row))
            .encode());
    awaitState(sysId(2).value(), "error");
    awaitState(row, "processing");
    EccRecord result =
        EccRecord.input(sysId(3), MID, "JDBCProbe", Priority.STANDARD)
            .with(EccField.RESPONSE_TO, row);
    answer(result);
    answer(result);
    awaitState(row, "processed");
    awaitState(row, "processed");
    assertThat(production.rows("ecc_queue", "response_to=" + row)).hasSize(1);
  }

  @Test
  void aLoadTestFeedsItsOwnMidServersAndTheQueueFeedsTheOthers() throws Exception {
    String channel = "/api/circle/channel";
    assertThat(production.get(channel).status()).isEqualTo(409);
    assertThat(production.post(channel + "/start", "{\"agents\":[\"mid-1\"]}").status())
        .isEqualTo(400);
    assertThat(
            production.post(channel + "/start", "{\"agents\":[\"load-1\"],\"rates\":1}").status())
        .isEqualTo(400);
    var started =
        production.post(
            channel + "/start",
            """
            {"agents":["load-1"],"run":7,"records":0,"rate":0,"window":100,"size":500,
             "mix":{"standard":1},"invalid":0.1,"seed":3}\
            """);
    assertThat(started.status()).isEqualTo(200);
    assertThat(started.result().path("running").asBoolean()).isTrue();
    assertThat(production.post(channel + "/start", "{\"agents\":[\"load-1\"]}").status())
        .isEqualTo(409);
    String topic = new EccTopics.Output(new AgentName("load-1"), Priority.STANDARD).topic();
    assertThat(broker.read(topic, records -> records.size() == 100)).hasSize(100);
    var credited = production.post(channel + "/credit", "{\"completed\":50}");
    assertThat(credited.status()).isEqualTo(200);
    assertThat(broker.read(topic, records -> records.size() == 150)).hasSize(150);
    var stopped = production.post(channel + "/stop", "{}");
    assertThat(stopped.result().path("running").asBoolean()).isFalse();
    assertThat(stopped.result().path("acknowledged").asLong()).isEqualTo(150);
    assertThat(production.text("/metrics"))
        .contains("ecc_dispatch_batch_count{pipeline=\"channel\"}");
    String row = insert("load-1", "JDBCProbe");
    awaitState(row, "error");
    assertThat(production.rows("ecc_queue", "sys_id=" + row).get(0).path("error_string").asText())
        .contains("load-1 is fed by the channel");
    assertThat(production.post("/api/now/table/ecc_agent", "{\"name\":\"load-1\"}").status())
        .isEqualTo(403);
  }

  @Test
  void aFloodIsToldToComeLaterAndWhatWasTakenLeavesOnce() throws Exception {
    List<RunningProduction.Reply> replies = flood();
    List<String> taken =
        replies.stream()
            .filter(reply -> reply.status() == 201)
            .map(reply -> reply.result().path("sys_id").asText())
            .toList();
    assertThat(taken).hasSizeBetween(MAX_WAITING / 2, MAX_WAITING + AT_ONCE);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .allSatisfy(reply -> {
          assertThat(reply.status()).isEqualTo(429);
          assertThat(reply.reason()).isEqualTo("reason: overloaded");
          assertThat(reply.retryAfter()).isPositive();
        });
    String kept = "agent=%s%%5Etopic=JDBCProbe".formatted(LATE.field());
    assertThat(production.rows("ecc_queue", kept).size()).isEqualTo(taken.size());

    new TestMidServer(LATE, broker, production).employ();
    String topic = new EccTopics.Output(LATE, Priority.STANDARD).topic();
    List<LogRecord> left = broker.read(topic, records -> records.size() >= taken.size());
    assertThat(left.stream().map(record -> Objects.requireNonNull(record.key()).toString()))
        .containsExactlyInAnyOrderElementsOf(
            taken.stream().map(row -> Bytes.ofUtf8(row).toString()).toList());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> row(LATE, "JDBCProbe", "again").status() == 201);
  }

  /** More rows than may wait, for a MID Server that is not there. */
  private static List<RunningProduction.Reply> flood() throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var asked = new ArrayList<Future<RunningProduction.Reply>>();
      for (int i = 0; i < FLOOD; i++) {
        asked.add(threads.submit(() -> row(LATE, "JDBCProbe", "flood")));
      }
      var replies = new ArrayList<RunningProduction.Reply>();
      for (Future<RunningProduction.Reply> each : asked) {
        replies.add(each.get(30, TimeUnit.SECONDS));
      }
      return replies;
    }
  }

  @Test
  void whatProductionKnowsOfAMidServerIsItsOwn() throws Exception {
    String row = insert("mid-9", "JDBCProbe");
    awaitState(row, "error");
    String agents = "/api/now/table/ecc_agent";
    assertThat(production.post(agents, "{\"name\":\"mid-3\",\"validated\":\"Yes\"}").status())
        .isEqualTo(403);
    var added = production.post(agents, "{\"name\":\"mid-3\"}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(production.post(agents, "{\"name\":\"mid-3\"}").status()).isEqualTo(409);
    String sysId = added.result().path("sys_id").asText();
    var validated = production.post("/api/circle/agents/%s/validate".formatted(sysId), "");
    assertThat(validated.result().path("validated").asText()).isEqualTo("Validating");
    var invalidated = production.post("/api/circle/agents/%s/invalidate".formatted(sysId), "");
    assertThat(invalidated.result().path("validated").asText()).isEqualTo("No");
    assertThat(
            production
                .post("/api/circle/agents/%s/validate".formatted("0".repeat(32)), "")
                .status())
        .isEqualTo(404);
  }

  @Test
  void aTopicOfAnotherShapeHoldsNothingUpThatGoesElsewhere() throws Exception {
    String bent = new EccTopics.Output(new AgentName("mid-6"), Priority.STANDARD).topic();
    Topics.ensure(broker.clients, List.of(Topics.cluster(bent)));
    for (String name : List.of("mid-6", "mid-7")) {
      var added = production.post("/api/now/table/ecc_agent", "{\"name\":\"%s\"}".formatted(name));
      assertThat(added.status()).isEqualTo(201);
    }
    String stuck = insert("mid-6", "queue.stats");
    awaitState(stuck, "error");
    assertThat(production.rows("ecc_queue", "sys_id=" + stuck).get(0).path("error_string").asText())
        .contains("has 6 partitions, not 1");
    String other = insert("mid-7", "queue.stats");
    String straight = new EccTopics.Output(new AgentName("mid-7"), Priority.STANDARD).topic();
    assertThat(broker.read(straight, records -> records.stream().anyMatch(r -> is(r, other))))
        .isNotEmpty();
  }

  private static boolean is(LogRecord record, String row) {
    return Bytes.ofUtf8(row).equals(Objects.requireNonNull(record.key()));
  }

  @Test
  void whatIsNotSignedHereIsRefusedInTheProductsWords() throws Exception {
    for (String path :
        List.of(
            "/api/circle/jobs/%s/export".formatted(JobExport.sysIdOf(JobExport.TURN_OFF)),
            "/api/circle/security-jobs/%s/start".formatted("5".repeat(32)))) {
      var reply = production.post(path, "");
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.json().path("error").path("message").asText())
          .contains("No direct job can be executed in production that attempts to sign code");
      assertThat(reply.reason()).isEqualTo("reason: signs-no-code");
    }
    assertThat(production.post("/api/now/table/sn_kmf_security_job", "{\"type\":\"x\"}").status())
        .isEqualTo(403);
    assertThat(production.post(QUEUE, "{\"agent\":\"mid.server.mid-1\"}").status()).isEqualTo(400);
    assertThat(production.get("/api/sn_kmf/signature/certificates").result()).isEmpty();
  }

  @Test
  void aBrokenFileIsRefusedWithItsPlaceAndNothingIsStored() throws Exception {
    var reply =
        production.post(
            "/api/circle/update-sets/import", Bytes.ofUtf8("<unload>\n<!DOCTYPE x></unload>"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().toString()).contains("at line 1, column 9");
    assertThat(production.rows("sys_remote_update_set", "")).isEmpty();
  }

  @Test
  void anUpdateSetByKafkaIsImportedAsAFileIs() throws Exception {
    Bytes file =
        TestTrustedInstance.updateSet(
            "by Kafka",
            Instant.now(),
            new GlideRecord(
                new TableName("sys_data_source"),
                new SysId("5".repeat(32)),
                Map.of("name", "Staged rows")));
    broker.send(EccTopics.UPDATE_SETS, Bytes.ofUtf8("no update set"));
    broker.send(EccTopics.UPDATE_SETS, file);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> production.rows("sys_remote_update_set", "name=by%20Kafka").size() == 1);
    new TestAdministrator(new TestTrustedInstance("trusted", Instant.now()), production, broker)
        .retrieve(file);
    assertThat(production.rows("sys_data_source", "")).hasSize(1);
  }

  /** One after another, because starting a broker is what takes the time. */
  @Test
  void aRowIsAttachedToTriedAgainSentAgainAndCalledOff() throws Exception {
    new TestMidServer(LIVELY, broker, production).employ();
    assertThat(production.post(POLICIES, policy("0")).reason()).isEqualTo("reason: malformed");
    assertThat(production.post(POLICIES, policy("1")).status()).isEqualTo(201);
    assertThat(row("JDBCProbe", "x".repeat(1 << 20)).reason()).isEqualTo("reason: malformed");

    String text = "x".repeat(600_000);
    var large = row("JDBCProbe", text).result();
    String first = large.path("sys_id").asText();
    assertThat(large.path("payload").asText()).isEmpty();
    assertThat(awaitSent(first, 1).payload()).contains(text);
    JsonNode attached =
        production.get("/api/now/attachment?sysparm_query=table_sys_id=" + first).result().get(0);
    assertThat(attached.path("file_name").asText()).isEqualTo("payload.txt");
    assertThat(production.text(attached.path("download_link").asText())).contains(text);

    tell(refusal(first, "java.net", "UnknownHostException: no address"));
    awaitState(first, "error");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> production.rows("ecc_queue", "from_sys_id=" + first).size() == 1);
    String again =
        production.rows("ecc_queue", "from_sys_id=" + first).get(0).path("sys_id").asText();
    assertThat(awaitSent(again, 1).payload()).contains(text);

    tell(refusal(again, "position-unknown", "position-unknown"));
    awaitSent(again, 2);
    assertThat(production.patch(QUEUE + "/" + again, "{\"state\":\"cancelled\"}").status())
        .isEqualTo(403);
    String cancel = "/api/circle/ecc-queue/%s/cancel";
    assertThat(production.post(cancel.formatted(first), "").status()).isEqualTo(409);
    assertThat(production.post(cancel.formatted("0".repeat(32)), "").status()).isEqualTo(404);
    var asked = production.post(cancel.formatted(again), "").result();
    assertThat(asked.path("state").asText()).isEqualTo("ready");
    awaitSent(asked.path("cancel_probe").asText(), 1);
    tell(refusal(again, "cancelled", "cancelled"));
    awaitState(again, "cancelled");
    assertThat(production.rows("ecc_queue_retry_activity", "").get(0).path("status").asText())
        .isEqualTo("failed");
  }

  private static String policy(String seconds) {
    return """
    {"name":"no address","order":"10","condition":"error_stringLIKEno address","retry_interval":"%s",
     "max_retry":"1"}\
    """
        .formatted(seconds);
  }

  private RunningProduction.Reply row(String topic, String text) throws Exception {
    return row(LIVELY, topic, text);
  }

  private static RunningProduction.Reply row(AgentName agent, String topic, String text)
      throws Exception {
    return production.post(
        QUEUE,
        ("{\"agent\":\"%s\",\"topic\":\"%s\",\"payload\":"
                + "\"<parameters><parameter name='text' value='%s'/></parameters>\"}")
            .formatted(agent.field(), topic, text));
  }

  private static EccRecord refusal(String row, String name, String error) {
    return EccRecord.input(
            SysId.of(Digest.of(Bytes.ofUtf8(row + name)).value().slice(0, 16)),
            LIVELY,
            "JDBCProbe",
            Priority.STANDARD)
        .with(EccField.RESPONSE_TO, row)
        .with(EccField.STATE, "error")
        .with(EccField.NAME, name)
        .with(EccField.ERROR_STRING, error);
  }

  private static void tell(EccRecord input) throws Exception {
    broker.send(new EccTopics.Input(LIVELY).topic(), new InboundMessage(input).encode());
  }

  /** The row, once it has left so many times. */
  private EccRecord awaitSent(String row, int times) throws Exception {
    String topic =
        new EccTopics.Output(
                LIVELY,
                Priority.parseField(
                    production.rows("ecc_queue", "sys_id=" + row).get(0).path("priority").asText()))
            .topic();
    var found =
        broker.read(
            topic, records -> records.stream().filter(sent -> isOf(sent, row)).count() == times);
    return OutboundMessage.parse(
            found.stream()
                .filter(sent -> isOf(sent, row))
                .map(LogRecord::value)
                .map(Objects::requireNonNull)
                .findFirst()
                .orElseThrow())
        .ecc();
  }

  private static boolean isOf(LogRecord record, String row) {
    return Objects.equals(Bytes.ofUtf8(row), record.key());
  }

  private String insert(String topic) throws Exception {
    return insert(MID.value(), topic);
  }

  private String insert(String agent, String topic) throws Exception {
    var reply =
        production.post(
            QUEUE, "{\"agent\":\"mid.server.%s\",\"topic\":\"%s\"}".formatted(agent, topic));
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(201);
    return reply.result().path("sys_id").asText();
  }

  private void answer(EccRecord input) throws Exception {
    broker.send(new EccTopics.Input(MID).topic(), new InboundMessage(input).encode());
  }

  private void awaitState(String row, String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          JsonNode rows = production.rows("ecc_queue", "sys_id=" + row);
          assertThat(rows).hasSize(1);
          assertThat(rows.get(0).path("state").asText()).isEqualTo(state);
        });
  }

  private static SysId sysId(int number) {
    return new SysId("%032x".formatted(number));
  }
}
