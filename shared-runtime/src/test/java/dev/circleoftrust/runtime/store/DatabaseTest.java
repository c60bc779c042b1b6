package dev.circleoftrust.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final Schema NOTES =
      new Schema("notes", List.of("CREATE TABLE notes (text TEXT UNIQUE)"));

  @TempDir Path folder;

  @Test
  void whatWasCommittedIsThereAfterReopening() {
    try (var database = open()) {
      write(database, "kept");
    }
    try (var database = open()) {
      assertThat(notes(database)).containsExactly("kept");
    }
  }

  @Test
  void commitsAreSyncedToTheDisk() {
    try (var database = open()) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2"); // FULL
    }
  }

  @Test
  void laterScriptsRunOnceOnAnOlderFile() {
    try (var database = open()) {
      write(database, "old");
    }
    var newer =
        new Schema(
            "notes",
            List.of(
                NOTES.scripts().getFirst(),
                "ALTER TABLE notes ADD COLUMN colour TEXT; UPDATE notes SET colour = 'red'"));
    for (int start = 0; start < 2; start++) {
      try (var database = Database.open(file(), newer)) {
        String colour =
            database.read(h -> h.select("SELECT colour FROM notes").mapTo(String.class).one());
        assertThat(colour).isEqualTo("red");
      }
    }
  }

  @Test
  void aFileOfANewerProgramIsRefused() {
    var newer =
        new Schema("notes", List.of(NOTES.scripts().getFirst(), "CREATE TABLE more (text TEXT)"));
    Database.open(file(), newer).close();
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("version 2, this program knows up to 1");
  }

  @Test
  void aFailedMigrationLeavesTheFileAsItWas() {
    var broken = new Schema("notes", List.of("CREATE TABLE notes (text TEXT); NONSENSE"));
    assertThatThrownBy(() -> Database.open(file(), broken)).isInstanceOf(StoreException.class);
    try (var database = open()) {
      assertThat(notes(database)).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(file(), "not a database at all, but long enough to be looked at ".repeat(9));
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not a database");
  }

  @Test
  void anExceptionRollsBackEverything() {
    try (var database = open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              database.inTransaction(handle -> {
                insert(handle, "lost");
                throw new IOException("on purpose");
              }));
      assertThat(notes(database)).isEmpty();
    }
  }

  @Test
  void whatIsAskedForAfterACommitIsDoneInItsOrderOnceItIsThere() {
    try (var database = open()) {
      var done = new ArrayList<String>();
      var _ =
          database.inTransaction(handle -> {
            database.afterCommit(() -> done.add("outer"));
            database.inTransaction(inner -> {
              database.afterCommit(() -> done.add("inner"));
              return insert(inner, "inner");
            });
            assertThat(done).isEmpty();
            return insert(handle, "outer");
          });
      assertThat(done).containsExactly("outer", "inner");
      assertThat(notes(database)).containsExactlyInAnyOrder("outer", "inner");
    }
  }

  @Test
  void whatIsAskedForAfterACommitIsNotDoneForWhatIsUndone() {
    try (var database = open()) {
      var done = new ArrayList<String>();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() ->
              database.inTransaction(_ -> {
                database.afterCommit(() -> done.add("rolled back"));
                throw new IOException("on purpose");
              }));
      var _ =
          database.inTransaction(handle -> {
            database.afterCommit(() -> done.add("first"));
            assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                    database.inTransaction(_ -> {
                      database.afterCommit(() -> done.add("part"));
                      database.inTransaction(inner -> {
                        database.afterCommit(() -> done.add("part of the part"));
                        return insert(inner, "lost");
                      });
                      throw new IOException("on purpose");
                    }));
            database.afterCommit(() -> done.add("last"));
            return insert(handle, "kept");
          });
      assertThat(done).containsExactly("first", "last");
      assertThat(notes(database)).containsExactly("kept");
    }
  }

  @Test
  void nothingIsAskedForAfterACommitWhereNothingIsWritten() {
    try (var database = open()) {
      assertThatThrownBy(() -> database.afterCommit(() -> {}))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() ->
              database.read(_ -> {
                database.afterCommit(() -> {});
                return 0;
              }))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aNestedFailureUndoesOnlyItsOwnPart() {
    try (var database = open()) {
      int rows =
          database.inTransaction(handle -> {
            insert(handle, "outer");
            assertThatThrownBy(() ->
                    database.inTransaction(inner -> {
                      insert(inner, "inner");
                      throw new IllegalStateException("on purpose");
                    }))
                .isInstanceOf(IllegalStateException.class);
            return database.inTransaction(inner -> insert(inner, "second"));
          });
      assertThat(rows).isEqualTo(1);
      assertThat(notes(database)).containsExactly("outer", "second");
    }
  }

  @Test
  void aReadInsideATransactionSeesItsChanges() {
    try (var database = open()) {
      List<String> seen =
          database.inTransaction(handle -> {
            insert(handle, "new");
            return notes(database);
          });
      assertThat(seen).containsExactly("new");
    }
  }

  @Test
  void aReadCannotWrite() {
    try (var database = open()) {
      assertThatThrownBy(() -> database.read(handle -> insert(handle, "sly")))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> database.read(_ -> write(database, "sly")))
          .isInstanceOf(IllegalStateException.class);
      assertThat(notes(database)).isEmpty();
    }
  }

  @Test
  void errorsDoNotQuoteValues() {
    try (var database = open()) {
      write(database, "secret-value");
      assertThatThrownBy(() -> write(database, "secret-value"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("notes.text")
          .hasMessageNotContaining("secret-value")
          .hasRootCauseInstanceOf(SQLException.class)
          .satisfies(e -> assertThat(stack(e)).doesNotContain("secret-value"));
    }
  }

  @Test
  void readersSeeASnapshotWhileATransactionRuns() throws Exception {
    try (var database = open();
        var threads = Executors.newFixedThreadPool(1)) {
      var inserted = new CountDownLatch(1);
      var looked = new CountDownLatch(1);
      Future<Integer> writing =
          threads.submit(() ->
              database.inTransaction(handle -> {
                int rows = insert(handle, "coming");
                inserted.countDown();
                assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
                return rows;
              }));
      assertThat(inserted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(notes(database)).isEmpty();
      looked.countDown();
      assertThat(writing.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(notes(database)).containsExactly("coming");
    }
  }

  @Test
  void concurrentWritersLoseNothing() throws Exception {
    try (var database = open();
        var threads = Executors.newFixedThreadPool(8)) {
      var writing = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 200; i++) {
        String text = "note " + i;
        writing.add(threads.submit(() -> write(database, text)));
      }
      for (Future<Integer> write : writing) {
        assertThat(write.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      }
      assertThat(notes(database)).hasSize(200).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatAnotherProgramWritesIsSeen() throws SQLException {
    try (var database = open()) {
      write(database, "before");
      try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = other.createStatement()) {
        assertThat(statement.executeUpdate("UPDATE notes SET text = 'edited'")).isEqualTo(1);
      }
      assertThat(notes(database)).containsExactly("edited");
      assertThat(write(database, "after")).isEqualTo(1);
    }
  }

  @Test
  void aWriterWaitsWhileAnotherProgramWrites() throws Exception {
    try (var database = open();
        var threads = Executors.newFixedThreadPool(1);
        var other = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.executeUpdate("INSERT INTO notes (text) VALUES ('first')");
      Future<Integer> waiting = threads.submit(() -> write(database, "second"));
      assertThat(notes(database)).isEmpty();
      statement.execute("COMMIT");
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(notes(database)).containsExactly("first", "second");
    }
  }

  @Test
  void afterClosingNothingWorks() {
    Database database = open();
    database.close();
    database.close();
    assertThatThrownBy(() -> notes(database)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> write(database, "late")).isInstanceOf(IllegalStateException.class);
  }

  private Database open() {
    return Database.open(file(), NOTES);
  }

  private Path file() {
    return folder.resolve("test.db");
  }

  private static int write(Database database, String text) {
    return database.inTransaction(handle -> insert(handle, text));
  }

  private static int insert(Handle handle, String text) {
    return handle.execute("INSERT INTO notes (text) VALUES (?)", text);
  }

  private static List<String> notes(Database database) {
    return database.read(handle ->
        handle.select("SELECT text FROM notes ORDER BY rowid").mapTo(String.class).list());
  }

  private static String pragma(Database database, String name) {
    return database.inTransaction(h -> h.select("PRAGMA " + name).mapTo(String.class).one());
  }

  private static String stack(Throwable e) {
    var out = new StringWriter();
    e.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
