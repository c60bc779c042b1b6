package dev.circleoftrust.trusted.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.updateset.UpdateSetExport;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of an update set may be signed. */
class SigningScopeTest {
  private static final TableName DATA_SOURCE = new TableName("sys_data_source");
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private Database database;
  private TableStore store;
  private UpdateSets sets;
  private CustomerUpdates updates;
  private UpdateSetFiles files;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Database.open(folder.resolve("test.db"), TableStore.SCHEMA, UpdateSetFiles.SCHEMA);
    store = new TableStore(database, InstantSource.fixed(NOW), new SecureRandom());
    sets = new UpdateSets(store);
    updates = new CustomerUpdates(store);
    files = new UpdateSetFiles(database, store);
    sets.prepare();
    SignatureConfigurations.prepare(store);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aChangedRecordStandsInTheCurrentSetOnceAndAsItIsNow() throws Exception {
    GlideRecord set = newSet();
    var tracked = new TrackedTable(sets, updates);
    GlideRecord source = dataSource("SELECT 1");
    var _ = tracked.insert(source, "admin");
    var _ = tracked.update(source, source.with("sql_statement", "SELECT 2"), "admin");
    assertThat(updates.of(set.sysId())).hasSize(1);
    SigningScope scope = SigningScope.of(store, updates, complete(set));
    assertThat(scope.covered()).hasSize(1);
    assertThat(scope.covered().getFirst().record().value("sql_statement")).isEqualTo("SELECT 2");
    assertThat(scope.covered().getFirst().fields())
        .containsExactlyElementsOf(CodeType.DATA_SOURCE.fields());
  }

  @ParameterizedTest
  @EnumSource
  void recordsOfEachTypeOfCodeAreSignedFromTheStart(CodeType type) throws Exception {
    GlideRecord set = newSet();
    var record =
        new GlideRecord(
            new TableName(type.table()),
            new SysId("0123456789abcdef0123456789abcdef"),
            Map.of("type", "JDBC"));
    var _ = new TrackedTable(sets, updates).insert(record, "admin");
    SigningScope scope = SigningScope.of(store, updates, complete(set));
    assertThat(scope.covered()).hasSize(1);
    assertThat(scope.covered().getFirst().fields()).containsExactlyElementsOf(type.fields());
  }

  @Test
  void whatWasImportedIsNotSignedUntilSomebodyAcceptedEachRecord() throws Exception {
    Bytes file = export(dataSource("SELECT 1"), dataSource("DELETE FROM payroll"));
    GlideRecord set = new UpdateSetImports(store).add(file, "admin");
    assertThat(refusal(set)).isEqualTo("import-not-accepted");
    List<GlideRecord> rows = updates.of(set.sysId());
    accept(rows.getFirst());
    assertThat(refusal(set)).isEqualTo("import-not-accepted");
    accept(rows.getLast());
    assertThat(SigningScope.of(store, updates, set).covered()).hasSize(2);
  }

  @Test
  void anImportedUpdateCanBeAcceptedAndNotChanged() throws Exception {
    GlideRecord set = new UpdateSetImports(store).add(export(dataSource("SELECT 1")), "admin");
    GlideRecord row = updates.of(set.sysId()).getFirst();
    GlideRecord altered =
        row.with("accepted", "true")
            .with("payload", new RecordChange(UpdateAction.DELETE, dataSource("x")).encode());
    assertThat(new CustomerUpdateRule().update(row, altered, "admin"))
        .isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void aConfigurationThatLeavesOutWhatDecidesIsRefusedTwice() {
    GlideRecord row =
        store.find(Tables.SIGNATURE_CONFIGURATION, "table_name", "sys_data_source").orElseThrow();
    String fields = String.join(",", CodeType.DATA_SOURCE.fields()).replace("sql_statement,", "");
    GlideRecord weak = row.with("signature_generation_fields", fields);
    assertThat(new SignatureConfigurationRule().update(row, weak, "admin"))
        .isInstanceOfSatisfying(
            Ruling.Refused.class,
            refused -> assertThat(refused.detail()).contains("field-not-signed", "sql_statement"));
    store.put(weak); // as with another tool
    assertThat(refusal(complete(newSet()))).isEqualTo("field-not-signed");
  }

  @Test
  void aDeletionIsCountedAndNotSigned() throws Exception {
    GlideRecord set = newSet();
    var _ = new TrackedTable(sets, updates).delete(dataSource("SELECT 1"), "admin");
    SigningScope scope = SigningScope.of(store, updates, complete(set));
    assertThat(scope.covered()).isEmpty();
    assertThat(scope.deletions()).isEqualTo(1);
  }

  @Test
  void theSameSetAlwaysGivesTheSameFile() throws Exception {
    GlideRecord set = newSet();
    var _ = new TrackedTable(sets, updates).insert(dataSource("SELECT 1"), "admin");
    SysId sysId = complete(set).sysId();
    assertThat(files.file(sysId)).isEqualTo(files.file(sysId));
  }

  @Test
  void aCompleteSetTakesUpNothingAndStaysComplete() {
    GlideRecord set = complete(newSet());
    var _ = new TrackedTable(sets, updates).insert(dataSource("SELECT 1"), "admin");
    assertThat(updates.of(set.sysId())).isEmpty();
    assertThat(new UpdateSetRule().update(set, set.with("state", "in progress"), "admin"))
        .isInstanceOf(Ruling.Refused.class);
  }

  private GlideRecord newSet() {
    var proposed = new GlideRecord(Tables.UPDATE_SET, store.newSysId(), Map.of("name", "Payroll"));
    Ruling ruling = new UpdateSetRule().insert(proposed, "admin");
    if (ruling instanceof Ruling.Allowed(var record)) {
      return store.insert(record, "admin");
    }
    throw new AssertionError(ruling);
  }

  private GlideRecord complete(GlideRecord set) {
    return store
        .update(Tables.UPDATE_SET, set.sysId(), Map.of("state", "complete"), "admin")
        .orElseThrow();
  }

  private void accept(GlideRecord row) {
    Ruling ruling = new CustomerUpdateRule().update(row, row.with("accepted", "true"), "admin");
    store.put(((Ruling.Allowed) ruling).record());
  }

  private String refusal(GlideRecord set) {
    return catchThrowableOfType(
            ActionRefusedException.class, () -> SigningScope.of(store, updates, set))
        .reason();
  }

  private GlideRecord dataSource(String sql) {
    return new GlideRecord(
        DATA_SOURCE,
        store.newSysId(),
        Map.of("name", "Payroll", "type", "JDBC", "sql_statement", sql));
  }

  private Bytes export(GlideRecord... records) {
    var items =
        List.of(records).stream()
            .map(record ->
                new UpdateSetExport.Item(
                    new RecordChange(UpdateAction.INSERT_OR_UPDATE, record), "Data Source", "x"))
            .toList();
    var export = new UpdateSetExport("From elsewhere", "", store.newSysId(), "admin", NOW);
    return UpdateSetWriter.write(export.of(items));
  }
}
