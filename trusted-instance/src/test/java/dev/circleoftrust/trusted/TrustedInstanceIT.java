package dev.circleoftrust.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Statements;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.trusted.TrustedProcess.Reply;
import dev.circleoftrust.trusted.testing.TestAuthority;
import dev.circleoftrust.trusted.testing.TestProduction;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedInstanceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TURN_ON = JobExport.sysIdOf(JobExport.TURN_ON).value();
  private static final String TURN_OFF = JobExport.sysIdOf(JobExport.TURN_OFF).value();

  @TempDir private Path temporary;
  private EmbeddedBroker broker;
  private TestProduction production;
  private TrustedProcess trusted;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(temporary.resolve("broker"), BrokerPorts.FREE);
    production = new TestProduction(broker.bootstrapServers());
    trusted = TrustedProcess.start(temporary.resolve("trusted"), broker.bootstrapServers());
  }

  @AfterEach
  void stop() throws Exception {
    trusted.close();
    production.close();
    broker.close();
  }

  @Test
  void theCircleIsEstablishedTurnedOnAndOffByWhatAPersonExportsWhateverElseIsInTheLog()
      throws Exception {
    importKeys();
    production.append(Bytes.ofUtf8("garbage"));
    Reply early = trusted.post(exportOf("cm_code_signing"), "");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.reason()).isEqualTo("reason: not-established");
    assertThat(trusted.post(exportOf("cm_code_attest"), "").reason())
        .isEqualTo("reason: production-request-missing");

    establish();
    execute(trusted.post(jobExport(TURN_ON), "").result());
    awaitState(state -> state.path("enforcing").asBoolean());
    awaitSettled();

    Reply off = trusted.post(jobExport(TURN_OFF), "");
    assertThat(off.result().path("warning").asText()).contains("off switch");
    execute(off.result());
    awaitState(state -> !state.path("enforcing").asBoolean());
    awaitSettled();

    var together = trusted.post(jobExport(TURN_ON), "{\"together_with\":\"" + TURN_OFF + "\"}");
    JsonNode sets = together.result().path("update_sets");
    production.execute(file(sets.path(0)));
    production.execute(file(sets.path(1)));
    awaitState(state -> state.path("entries").size() == 5);
    awaitSettled();
    assertThat(trusted.state().path("enforcing").asBoolean()).isFalse();
    assertThat(trusted.get("/health").json().path("skipped").asInt()).isEqualTo(1);
  }

  /** Both need an established circle and leave it as the other wants it: one start is enough. */
  @Test
  void aPersonSignsUpdateSetsAndAppendsWhatTightens() throws Exception {
    importKeys();
    establish();
    aCompleteUpdateSetIsSignedRecordByRecord();
    whatTightensIsAppendedWithoutProductionAndWhatLoosensIsNot();
  }

  private void whatTightensIsAppendedWithoutProductionAndWhatLoosensIsNot() throws Exception {
    assertThat(append("{\"type\":\"turn-off\"}").reason()).isEqualTo("reason: loosens");
    assertThat(append("{\"type\":\"turn-on\"}").result().path("enforcing").asBoolean()).isTrue();
    awaitSettled();
    String key = keyId("code");
    String revoke = "{\"type\":\"revoke-key\",\"key\":\"" + key + "\"}";
    assertThat(append(revoke).status()).isEqualTo(200);
    assertThat(append(revoke).reason()).isEqualTo("reason: already-applied");
    awaitSettled();
    List<String> uses =
        trusted.rows("sn_kmf_signing_log").stream().map(row -> row.path("what").asText()).toList();
    assertThat(uses)
        .contains(
            "Export certificate to production",
            "Append to the circle log: turn-on",
            "Append to the circle log: revoke-key",
            "Checkpoint");
  }

  private void aCompleteUpdateSetIsSignedRecordByRecord() throws Exception {
    String set = insert("sys_update_set", "{\"name\":\"Payroll\"}").path("sys_id").asText();
    String source = insert("sys_data_source", dataSource("JDBC")).path("sys_id").asText();
    var _ = insert("sys_data_source", dataSource("File"));
    String job =
        insert(
                "sn_kmf_security_job",
                ("{\"name\":\"sign\",\"type\":\"Sign Update Set\",\"update_set\":\"%s\","
                        + "\"audience\":\"mid-1\"}")
                    .formatted(set))
            .path("sys_id")
            .asText();
    String start = "/api/circle/security-jobs/" + job + "/start";
    assertThat(trusted.post(start, "").reason()).isEqualTo("reason: update-set-not-complete");
    assertThat(trusted.get("/api/circle/update-sets/" + set + "/xml").reason())
        .isEqualTo("reason: update-set-not-complete");
    var _ =
        trusted.patch("/api/now/table/sys_update_set/" + set, "{\"state\":\"complete\"}").result();
    JsonNode done = trusted.post(start, "").result();
    assertThat(done.path("state").asText()).isEqualTo("Done");
    assertThat(done.path("summary").asText()).startsWith("Signed 1 of 2 records of Payroll");

    Bytes file = trusted.get("/api/circle/update-sets/" + set + "/xml").body();
    var updates = UpdateSetReader.read(file).updates();
    assertThat(updates).hasSize(3);
    var record = RecordChange.parse(updates.getLast().payload()).record();
    var signature = (RecordSignature) Statements.parse(SignatureRecords.envelope(record));
    assertThat(signature.subject().sysId()).isEqualTo(source);
    assertThat(signature.audience()).containsExactly("mid-1");
    assertThat(trusted.post("/api/circle/update-sets/" + set + "/publish", "").status())
        .isEqualTo(200);
  }

  @Test
  void itComesBackAfterAKillAndSignsNothingWithoutABroker() throws Exception {
    importKeys();
    establish();
    everythingSurvivesAKillAndItsCheckpointsGoOn();
    theFolderIsItsOwnersAlone();
    withoutABrokerNothingIsSignedAndTheAnswerSaysSo();
  }

  private void everythingSurvivesAKillAndItsCheckpointsGoOn() throws Exception {
    assertThat(append("{\"type\":\"turn-on\"}").status()).isEqualTo(200);
    awaitSettled();
    JsonNode before = trusted.state();
    int rows = trusted.rows("sn_kmf_signing_log").size();
    trusted.kill();
    trusted = TrustedProcess.start(temporary.resolve("trusted"), broker.bootstrapServers());
    awaitState(state -> !state.path("checkpoints").path("head").asText().isEmpty());
    for (String field : List.of("circle", "head", "settledHead", "enforcing", "keys", "entries")) {
      assertThat(trusted.state().path(field)).isEqualTo(before.path(field));
    }
    assertThat(trusted.rows("sn_kmf_signing_log")).hasSize(rows);
  }

  private void withoutABrokerNothingIsSignedAndTheAnswerSaysSo() throws Exception {
    int rows = trusted.rows("sn_kmf_signing_log").size();
    JsonNode before = trusted.state().path("entries");
    broker.close();
    await()
        .atMost(PATIENCE)
        .until(() -> !trusted.get("/health").json().path("log").asText().equals("current"));
    Reply refused = append("{\"type\":\"revoke-key\",\"key\":\"" + keyId("code") + "\"}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.reason()).isEqualTo("reason: broker-unavailable");
    assertThat(trusted.state().path("entries")).isEqualTo(before);
    assertThat(trusted.rows("sn_kmf_signing_log")).hasSize(rows);
  }

  private void theFolderIsItsOwnersAlone() throws Exception {
    Path folder = temporary.resolve("trusted");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  /** Keys that are made quickly; what demonstration keys are like is another test's to see. */
  private void importKeys() throws Exception {
    TestAuthority authority = TestAuthority.named("root", Instant.now());
    for (String module : List.of("cm_code_attest", "cm_code_signing")) {
      Bytes store = authority.store(authority.leaf(TestAuthority.ed25519()));
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("pkcs12", store.toBase64())
              .put("password", TestAuthority.PASSWORD);
      var _ = trusted.post("/api/circle/keys/" + module, body.toString()).result();
    }
  }

  private void establish() throws Exception {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "production")
            .put("request", production.request());
    var _ = trusted.post("/api/circle/production-request", body.toString()).result();
    production.execute(file(trusted.post(exportOf("cm_code_attest"), "").result()));
    awaitState(state -> state.path("established").asBoolean());
    production.execute(file(trusted.post(exportOf("cm_code_signing"), "").result()));
    awaitState(state -> state.path("entries").size() == 1);
    awaitSettled();
    assertThat(keyId("code")).isNotEmpty();
  }

  private void execute(JsonNode exported) throws Exception {
    for (JsonNode set : exported.path("update_sets")) {
      production.execute(file(set));
    }
  }

  private Bytes file(JsonNode set) throws Exception {
    String path = "/api/circle/update-sets/" + set.path("update_set").asText() + "/xml";
    Reply reply = trusted.get(path);
    assertThat(reply.status()).isEqualTo(200);
    return reply.body();
  }

  private Reply append(String action) throws Exception {
    return trusted.post("/api/circle/instructions", "{\"action\":" + action + "}");
  }

  private JsonNode insert(String table, String fields) throws Exception {
    return trusted.post("/api/now/table/" + table, fields).result();
  }

  private String exportOf(String module) throws Exception {
    for (JsonNode row : trusted.rows("sys_certificate")) {
      if (row.path("crypto_module").asText().equals(module)) {
        return "/api/circle/certificates/" + row.path("sys_id").asText() + "/export";
      }
    }
    throw new AssertionError("no certificate of " + module);
  }

  private String keyId(String purpose) throws Exception {
    for (JsonNode key : trusted.state().path("keys")) {
      if (key.path("purpose").asText().equals(purpose)) {
        return key.path("keyId").asText();
      }
    }
    return "";
  }

  private void awaitSettled() {
    awaitState(state -> state.path("head").equals(state.path("settledHead")));
  }

  private void awaitState(Predicate<JsonNode> condition) {
    await().atMost(PATIENCE).until(() -> condition.test(trusted.state()));
  }

  private static String jobExport(String job) {
    return "/api/circle/jobs/" + job + "/export";
  }

  private static String dataSource(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", type + " source")
        .put("type", type)
        .put("jdbc_driver", "org.sqlite.JDBC")
        .put("connection_url", "jdbc:sqlite:payroll.db")
        .put("credential_alias", "payroll")
        .put("sql_statement", "SELECT 1")
        .put("repeatable", "true")
        .toString();
  }
}
