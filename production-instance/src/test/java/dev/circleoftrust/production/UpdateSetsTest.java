package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.production.circle.EnforcementProperties;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.production.updateset.UpdateSetTables;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retrieved update sets: Loaded, Previewed, Committed. */
class UpdateSetsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final TableName TABLE = new TableName("sys_data_source");
  private static final TableName PREVIEW = new TableName("sys_update_preview_xml");
  private static final SysId ID = new SysId("a".repeat(32));

  @TempDir private Path folder;
  private TestProduction production;

  @BeforeEach
  void start() {
    production = new TestProduction(folder, NOW);
  }

  @AfterEach
  void stop() {
    production.close();
  }

  @Test
  void whatIsNewIsInsertedAndWhatIsThereIsUpdated() throws Exception {
    assertThat(dispositions(set("first", row(NOW.minusSeconds(60), "1"))))
        .containsExactly("Insert");
    var _ = production.retrieve(set("first", row(NOW.minusSeconds(60), "1")));
    assertThat(production.store.get(TABLE, ID).orElseThrow().value("sql_statement")).isEqualTo("1");
    Bytes second = set("second", row(NOW, "2"));
    assertThat(dispositions(second)).containsExactly("Update");
    var _ = production.retrieve(second);
    assertThat(production.store.get(TABLE, ID).orElseThrow().value("sql_statement")).isEqualTo("2");
  }

  @Test
  void aCommitIsDoneOnce() throws Exception {
    Bytes file = set("once", row(NOW, "1"));
    SysId set = production.retrieve(file);
    var _ = production.store.update(TABLE, ID, Map.of("sql_statement", "edited"), "admin");
    assertThat(production.commit.commit(set, "admin").value("state")).isEqualTo("committed");
    assertThat(production.imports.load(file).value("state")).isEqualTo("committed");
    assertThat(production.store.get(TABLE, ID).orElseThrow().value("sql_statement"))
        .isEqualTo("edited");
  }

  @Test
  void aLaterLocalChangeIsACollisionThatAPersonDecides() throws Exception {
    var _ = production.retrieve(set("first", row(NOW.minusSeconds(60), "1")));
    var _ = production.store.update(TABLE, ID, Map.of("sql_statement", "local"), "admin");
    Bytes older = set("older", row(NOW.minusSeconds(30), "remote"));
    assertThat(dispositions(older)).containsExactly("Collision");
    SysId set = production.imports.load(older).sysId();
    refuses(RefusalReason.PROBLEMS_OPEN, set);
    decide("skipped");
    var _ = production.commit.commit(set, "admin");
    assertThat(production.store.get(TABLE, ID).orElseThrow().value("sql_statement"))
        .isEqualTo("local");
  }

  @Test
  void anAcceptedCollisionIsCommitted() throws Exception {
    var _ = production.retrieve(set("first", row(NOW.minusSeconds(60), "1")));
    var _ = production.store.update(TABLE, ID, Map.of("sql_statement", "local"), "admin");
    SysId set = production.imports.load(set("older", row(NOW.minusSeconds(30), "remote"))).sysId();
    var _ = production.preview.preview(set, "admin");
    decide("accepted");
    var _ = production.commit.commit(set, "admin");
    assertThat(production.store.get(TABLE, ID).orElseThrow().value("sql_statement"))
        .isEqualTo("remote");
  }

  @Test
  void whatChangedSinceThePreviewIsPreviewedAgain() throws Exception {
    SysId set = production.imports.load(set("set", row(NOW.minusSeconds(60), "1"))).sysId();
    refuses(RefusalReason.WRONG_STATE, set);
    var _ = production.preview.preview(set, "admin");
    var _ = production.store.insert(row(NOW, "meanwhile"), "admin");
    refuses(RefusalReason.PREVIEW_OUTDATED, set);
  }

  @Test
  void noUpdateSetWritesWhatFollowsFromTheLogNorAccountsNorTheQueue() throws Exception {
    GlideRecord flag =
        new GlideRecord(
            EnforcementProperties.TABLE,
            ID,
            Map.of("name", CircleProperties.FLAG, "value", "true"));
    GlideRecord account = new GlideRecord(new TableName("sys_user"), ID, Map.of("name", "x"));
    GlideRecord queue = new GlideRecord(new TableName("ecc_queue"), ID, Map.of("topic", "x"));
    GlideRecord agent =
        new GlideRecord(
            new TableName("ecc_agent"), ID, Map.of("name", "mid-1", "validated", "Yes"));
    GlideRecord event = new GlideRecord(new TableName("sysevent"), ID, Map.of("name", "x"));
    for (GlideRecord hidden : List.of(flag, account, queue, agent, event)) {
      Bytes file = set("of " + hidden.table(), hidden);
      assertThat(dispositions(file)).containsExactly("Refused");
      SysId set = production.imports.load(file).sysId();
      decide("accepted");
      refuses(RefusalReason.PROBLEMS_OPEN, set);
      assertThat(production.store.get(hidden.table(), ID)).isEmpty();
    }
  }

  @Test
  void oneRefusedUpdateLeavesTheOthersUnwritten() throws Exception {
    GlideRecord account = new GlideRecord(new TableName("sys_user"), ID, Map.of("name", "x"));
    SysId set = production.imports.load(set("mixed", row(NOW, "1"), account)).sysId();
    var _ = production.preview.preview(set, "admin");
    refuses(RefusalReason.PROBLEMS_OPEN, set);
    assertThat(production.store.get(TABLE, ID)).isEmpty();
  }

  @Test
  void onlyTheStatusOfAPreviewCanBeWritten() throws Exception {
    var _ = dispositions(set("set", row(NOW, "1")));
    TableRule rule = Objects.requireNonNull(UpdateSetTables.rules().get(PREVIEW));
    GlideRecord line = production.store.query(PREVIEW, EncodedQuery.all(), 1).getFirst();
    assertThat(rule.update(line, line.with("status", "skipped"), "admin"))
        .isInstanceOf(Ruling.Allowed.class);
    assertThat(rule.update(line, line.with("status", "whatever"), "admin"))
        .isInstanceOf(Ruling.Refused.class);
    assertThat(rule.update(line, line.with("disposition", "Insert2"), "admin"))
        .isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void aGenuineExportIsLoadedAndPreviewed() throws Exception {
    Path vectors = Path.of(System.getProperty("vectors", "../../shared/vectors"), "update-sets");
    Assumptions.assumeTrue(
        Files.isDirectory(vectors) || Boolean.getBoolean("vectors.required"),
        "the public vectors are absent");
    try (var files = Files.list(vectors)) {
      for (Path file : files.toList()) {
        Bytes xml = Bytes.copyOf(Files.readAllBytes(file));
        assertThat(dispositions(xml)).isNotEmpty();
      }
    }
  }

  private List<String> dispositions(Bytes file) throws Exception {
    SysId set = production.imports.load(file).sysId();
    var _ = production.preview.preview(set, "admin");
    return production
        .store
        .query(PREVIEW, EncodedQuery.where("remote_update_set", set.value()), 1000)
        .stream()
        .map(line -> line.value("disposition"))
        .toList();
  }

  /** Sets the status of every problem that is listed. */
  private void decide(String status) {
    for (GlideRecord line : production.store.query(PREVIEW, EncodedQuery.all(), 1000)) {
      if (!line.value("problem").isEmpty()) {
        var _ = production.store.update(PREVIEW, line.sysId(), Map.of("status", status), "admin");
      }
    }
  }

  private void refuses(RefusalReason reason, SysId set) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> production.commit.commit(set, "admin"))
        .matches(e -> e.reason() == reason, "refused as " + reason.code());
  }

  private static GlideRecord row(Instant updated, String sql) {
    return new GlideRecord(
        TABLE, ID, Map.of("sql_statement", sql, "sys_updated_on", GlideTime.format(updated)));
  }

  private static Bytes set(String name, GlideRecord... records) {
    return TestTrustedInstance.updateSet(name, NOW.minus(Duration.ofMinutes(1)), records);
  }
}
