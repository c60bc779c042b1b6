package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.production.ecc.CodeLookup;
import dev.circleoftrust.production.ecc.Notarization;
import dev.circleoftrust.production.ecc.RepeatableCode;
import dev.circleoftrust.production.ecc.SignatureTable;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatableCodeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final AgentName MID = new AgentName("mid-1");
  private static final SysId ROW = new SysId("1".repeat(32));

  @TempDir private Path folder;
  private final TestTrustedInstance trusted = new TestTrustedInstance("trusted", NOW);
  private TestProduction production;
  private RepeatableCode repeatable;

  @BeforeEach
  void start() {
    production = new TestProduction(folder, NOW);
    repeatable =
        new RepeatableCode(
            new CodeLookup(production.store, new SignatureTable(production.store)),
            new Payloads(new Attachments(production.database, production.store)),
            new Notarization(production.key, production.log::state, () -> NOW));
  }

  @AfterEach
  void stop() {
    production.close();
  }

  @Test
  void onlyASignedWordMakesCodeRepeatable() throws Exception {
    establish();
    GlideRecord yes = source("a", "true");
    GlideRecord no = source("b", "false");
    sign(yes);
    sign(no);
    assertThat(repeatable.test(row(yes))).isTrue();
    assertThat(repeatable.test(row(no))).isFalse();
    production.store.put(no.with("repeatable", "true"));
    assertThat(repeatable.test(row(no))).isFalse();
    GlideRecord unsigned = source("c", "true");
    production.store.put(unsigned);
    assertThat(repeatable.test(row(unsigned))).isFalse();
    assertThat(repeatable.test(row(source("d", "true")))).isFalse();
  }

  @Test
  void withoutACircleNobodyHasSignedAnything() {
    GlideRecord source = source("a", "true");
    production.store.put(source);
    assertThat(repeatable.test(row(source))).isFalse();
    EccRecord heartbeat = EccRecord.output(ROW, MID, "HeartbeatProbe", Priority.INTERACTIVE);
    assertThat(repeatable.test(heartbeat.with(EccField.PAYLOAD, "<parameters/>").toRecord()))
        .isTrue();
  }

  private void establish() throws Exception {
    production.install(
        trusted.establish(TestProduction.NAME, production.key.verificationKey().spki()));
    production.install(trusted.trustCode(circle(), production.state().head()));
    var _ = production.log.add(trusted.settled(circle(), production.state().head()));
  }

  private Digest circle() {
    return production.state().circle();
  }

  private void sign(GlideRecord source) throws Exception {
    production.store.put(source);
    production.store.put(trusted.signature(source, circle()));
  }

  private static GlideRecord source(String digit, String repeatable) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Staged rows");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", "jdbc:sqlite:payroll.db");
    fields.put("credential_alias", "payroll");
    fields.put("sql_statement", "SELECT 1");
    fields.put("parameters", "");
    fields.put("repeatable", repeatable);
    return new GlideRecord(new TableName("sys_data_source"), new SysId(digit.repeat(32)), fields);
  }

  private static GlideRecord row(GlideRecord source) {
    var payload =
        new EccPayload(List.of(new Parameter("data_source", source.sysId().value()))).encode();
    return EccRecord.output(ROW, MID, "JDBCProbe", Priority.STANDARD)
        .with(EccField.PAYLOAD, payload)
        .toRecord();
  }
}
