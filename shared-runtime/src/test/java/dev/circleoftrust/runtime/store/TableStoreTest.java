package dev.circleoftrust.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStoreTest {
  private static final TableName QUEUE = new TableName("ecc_queue");
  private static final TableName PROPERTIES = new TableName("sys_properties");
  private static final String USER = "admin";

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-21T10:00:00.7Z");
  private Database database;
  private TableStore store;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("test.db"), TableStore.SCHEMA);
    store = new TableStore(database, () -> now, RandomGenerator.of("L64X128MixRandom"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsWhoMadeAndChangedARecordAndWhen() {
    GlideRecord made = store.insert(QUEUE, Map.of("state", "ready"), USER);
    assertThat(made.fields())
        .containsEntry("sys_created_on", "2026-11-21 10:00:00")
        .containsEntry("sys_created_by", USER)
        .containsEntry("sys_updated_on", "2026-11-21 10:00:00")
        .containsEntry("sys_updated_by", USER)
        .containsEntry("sys_mod_count", "0");
    now = Instant.parse("2026-11-21T11:00:00Z");
    var changed = store.update(QUEUE, made.sysId(), Map.of("state", "processed"), "system");
    assertThat(changed).contains(store.get(QUEUE, made.sysId()).orElseThrow());
    assertThat(changed.orElseThrow().fields())
        .containsEntry("state", "processed")
        .containsEntry("sys_created_on", "2026-11-21 10:00:00")
        .containsEntry("sys_created_by", USER)
        .containsEntry("sys_updated_on", "2026-11-21 11:00:00")
        .containsEntry("sys_updated_by", "system")
        .containsEntry("sys_mod_count", "1");
  }

  @Test
  void noWriterCanForgeWhatTheStoreKeeps() {
    var forged =
        Map.of("sys_created_by", "nobody", "sys_created_on", "1999", "sys_mod_count", "77");
    GlideRecord made = store.insert(QUEUE, forged, USER);
    assertThat(made.value("sys_created_by")).isEqualTo(USER);
    assertThat(made.value("sys_mod_count")).isEqualTo("0");
    GlideRecord changed = store.update(QUEUE, made.sysId(), forged, USER).orElseThrow();
    assertThat(changed.value("sys_created_by")).isEqualTo(USER);
    assertThat(changed.value("sys_created_on")).isEqualTo("2026-11-21 10:00:00");
    assertThat(changed.value("sys_mod_count")).isEqualTo("1");
  }

  @Test
  void whatAnotherInstanceMadeIsKeptAsItIs() {
    var foreign = new GlideRecord(QUEUE, id(7), Map.of("sys_created_by", "other", "state", "a"));
    store.put(foreign);
    assertThat(store.get(QUEUE, id(7))).contains(foreign);
    store.put(foreign.with("state", "b"));
    assertThat(store.get(QUEUE, id(7))).contains(foreign.with("state", "b"));
    assertThat(store.count(QUEUE, EncodedQuery.all())).isOne();
  }

  @Test
  void aSysIdIsFoundByHowItBeginsInWhateverCase() throws Exception {
    for (String sysId : List.of("ab".repeat(16), "ac".repeat(16), "ab0" + "f".repeat(29))) {
      store.insert(new GlideRecord(QUEUE, new SysId(sysId), Map.of("state", "ready")), USER);
    }
    assertThat(found("sys_idSTARTSWITHab"))
        .containsExactly("ab".repeat(16), "ab0" + "f".repeat(29));
    assertThat(found("sys_idSTARTSWITHAB0")).containsExactly("ab0" + "f".repeat(29));
    assertThat(found("sys_idSTARTSWITHab^state=ready^ORDERBYsys_id"))
        .containsExactly("ab0" + "f".repeat(29), "ab".repeat(16));
    assertThat(found("sys_idSTARTSWITHa%")).isEmpty();
    assertThat(found("sys_idSTARTSWITHad^ORsys_idSTARTSWITHac")).containsExactly("ac".repeat(16));
  }

  private List<String> found(String query) throws MalformedException {
    return store.page(QUEUE, EncodedQuery.parse(query), 0, 10).records().stream()
        .map(record -> record.sysId().value())
        .toList();
  }

  @Test
  void aSysIdIsTakenOnlyOnceInATable() {
    var record = new GlideRecord(QUEUE, id(1), Map.of());
    store.insert(record, USER);
    assertThatThrownBy(() -> store.insert(record, USER)).isInstanceOf(StoreException.class);
    store.insert(new GlideRecord(PROPERTIES, id(1), Map.of()), USER);
    assertThat(store.get(PROPERTIES, id(1))).isPresent();
  }

  @Test
  void missingRecordsAreNeitherChangedNorRemoved() {
    assertThat(store.get(QUEUE, id(1))).isEmpty();
    assertThat(store.update(QUEUE, id(1), Map.of("a", "b"), USER)).isEmpty();
    assertThat(store.delete(QUEUE, id(1))).isFalse();
    store.insert(new GlideRecord(QUEUE, id(1), Map.of()), USER);
    assertThat(store.delete(QUEUE, id(1))).isTrue();
    assertThat(store.get(QUEUE, id(1))).isEmpty();
  }

  @Test
  void recordsComeInTheOrderOfTheirInsertionWhateverIsChanged() throws MalformedException {
    for (int i = 9; i > 0; i--) {
      store.insert(new GlideRecord(QUEUE, id(i), Map.of("state", "ready")), USER);
    }
    store.update(QUEUE, id(5), Map.of("state", "ready", "agent", "x"), USER);
    assertThat(ids("state=ready")).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(ids("state=ready^ORDERBYsys_id")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void pagesTellHowManyThereAre() throws MalformedException {
    for (int i = 0; i < 25; i++) {
      store.insert(
          new GlideRecord(QUEUE, id(i), Map.of("state", i % 5 == 0 ? "error" : "ready")), USER);
    }
    Page page = store.page(QUEUE, EncodedQuery.parse("state=ready^ORDERBYDESCsys_id"), 18, 5);
    assertThat(page.total()).isEqualTo(20);
    assertThat(page.records()).extracting(GlideRecord::sysId).containsExactly(id(2), id(1));
    assertThat(store.page(QUEUE, EncodedQuery.all(), 0, 3).records())
        .extracting(GlideRecord::sysId)
        .containsExactly(id(0), id(1), id(2));
    assertThat(store.page(QUEUE, EncodedQuery.all(), 100, 3)).isEqualTo(new Page(List.of(), 25));
    assertThat(store.query(QUEUE, EncodedQuery.where("state", "error"), 2)).hasSize(2);
    assertThat(store.count(QUEUE, EncodedQuery.where("state", "error"))).isEqualTo(5);
  }

  @Test
  void theIndexFindsWhatTheQueryMeans() throws MalformedException {
    store.insert(new GlideRecord(QUEUE, id(1), Map.of("state", "", "response_to", "r")), USER);
    store.insert(new GlideRecord(QUEUE, id(2), Map.of("response_to", "r")), USER);
    store.insert(new GlideRecord(QUEUE, id(3), Map.of("state", "ready")), USER);
    assertThat(ids("state=")).containsExactly(1, 2);
    assertThat(ids("stateISEMPTY^response_to=r")).containsExactly(1, 2);
    assertThat(ids("state=ready^state=error")).isEmpty();
    assertThat(ids("response_to=r^ORstate=ready")).containsExactly(1, 2, 3);
    assertThat(store.find(QUEUE, "response_to", "r")).map(GlideRecord::sysId).contains(id(1));
  }

  @Test
  void dispatchDoesNotScanTheTable() {
    List<String> plan =
        database.read(handle ->
            handle
                .select(
                    "EXPLAIN QUERY PLAN SELECT fields FROM records"
                        + " WHERE tbl = ? AND state = ? ORDER BY ordinal",
                    "ecc_queue",
                    "ready")
                .map((row, _) -> String.valueOf(row.getString("detail")))
                .list());
    assertThat(plan).hasSize(1).first().asString().contains("records_by_state (tbl=? AND state=?)");
  }

  @Test
  void severalChangesAreOneTransaction() {
    assertThatThrownBy(() ->
            store.inTransaction(() -> {
              store.insert(QUEUE, Map.of(), USER);
              store.insert(PROPERTIES, Map.of(), USER);
              throw new IllegalStateException("on purpose");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.count(QUEUE, EncodedQuery.all())).isZero();
    assertThat(store.count(PROPERTIES, EncodedQuery.all())).isZero();
  }

  @Test
  void concurrentUpdatesAreAllCounted() throws Exception {
    store.insert(new GlideRecord(QUEUE, id(1), Map.of()), USER);
    try (var threads = Executors.newFixedThreadPool(6)) {
      var updates = new ArrayList<Future<?>>();
      for (int i = 0; i < 60; i++) {
        String field = "field" + i;
        updates.add(threads.submit(() -> store.update(QUEUE, id(1), Map.of(field, "set"), USER)));
      }
      for (Future<?> update : updates) {
        update.get(30, TimeUnit.SECONDS);
      }
    }
    GlideRecord record = store.get(QUEUE, id(1)).orElseThrow();
    assertThat(record.value("sys_mod_count")).isEqualTo("60");
    assertThat(record.fields()).hasSize(60 + 5);
  }

  @Test
  void anEditWithAnotherToolIsSeen() throws SQLException {
    store.insert(new GlideRecord(PROPERTIES, id(1), Map.of("value", "true")), USER);
    edit("UPDATE records SET fields = json_set(fields, '$.value', 'false')");
    assertThat(store.get(PROPERTIES, id(1)).orElseThrow().value("value")).isEqualTo("false");
  }

  @Test
  void aDamagedRecordIsReportedNotMisread() throws SQLException {
    store.insert(new GlideRecord(PROPERTIES, id(1), Map.of("value", "true")), USER);
    assertThatThrownBy(() -> edit("UPDATE records SET fields = 'nonsense'"))
        .isInstanceOf(SQLException.class);
    edit("UPDATE records SET fields = json_set(fields, '$.value', 17)");
    assertThatThrownBy(() -> store.get(PROPERTIES, id(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a damaged record of sys_properties");
  }

  private void edit(String sql) throws SQLException {
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        var statement = other.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private List<Integer> ids(String query) throws MalformedException {
    return store.query(QUEUE, EncodedQuery.parse(query), 100).stream()
        .map(record -> Integer.parseInt(record.sysId().value()))
        .toList();
  }

  private static SysId id(int number) {
    return new SysId("%032d".formatted(number));
  }
}
