package dev.circleoftrust.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final Schema NOTES =
      new Schema("notes", List.of("CREATE TABLE notes (text TEXT)"));

  @TempDir private Path folder;

  @Test
  void nothingIsHalfWrittenAndTheStoreKnowsWhenThereIsRoomAgain() {
    try (var database = Database.open(folder.resolve("memory.db"), NOTES)) {
      assertThat(database.problem()).isEmpty();
      limit(database, 1);
      assertThatThrownBy(() -> fill(database))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.remedy()).isEqualTo(StoreException.Remedy.MAKE_ROOM);
                assertThat(e.mayPass()).isTrue();
                assertThat(e).hasMessageContaining("full").hasMessageNotContaining("xxxx");
              });
      assertThat(notes(database)).isZero();
      await()
          .during(Duration.ofMillis(1500))
          .atMost(Duration.ofSeconds(3))
          .until(() -> database.problem().orElse("").contains("full"));
      limit(database, 1_000_000);
      await().atMost(Duration.ofSeconds(5)).until(() -> database.problem().isEmpty());
      fill(database);
      assertThat(notes(database)).isEqualTo(100);
    }
  }

  @Test
  void aPartThatFindsNoRoomFailsTheWholeAndSaysWhy() {
    try (var database = Database.open(folder.resolve("memory.db"), NOTES)) {
      limit(database, 1);
      assertThatThrownBy(() ->
              database.inTransaction(handle -> {
                handle.execute("INSERT INTO notes VALUES ('the other part')");
                fill(database);
                return 0;
              }))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.remedy()).isEqualTo(StoreException.Remedy.MAKE_ROOM));
      assertThat(database.problem()).isPresent();
      assertThat(notes(database)).isZero();
      limit(database, 1_000_000);
      fill(database);
      assertThat(notes(database)).isEqualTo(100);
    }
  }

  @Test
  void nobodyCommitsTheRestOfATransactionThatAFullDiskHasUndone() {
    try (var database = Database.open(folder.resolve("memory.db"), NOTES)) {
      limit(database, 1);
      assertThatThrownBy(() ->
              database.inTransaction(handle -> {
                handle.execute("INSERT INTO notes VALUES ('before')");
                assertThatThrownBy(() -> fill(database)).isInstanceOf(StoreException.class);
                return handle.execute("INSERT INTO notes VALUES ('after')");
              }))
          .isInstanceOf(StoreException.class);
      assertThat(notes(database)).isZero();
    }
  }

  @Test
  void whatIsOnlyWrongIsNoProblemOfTheDisk() {
    try (var database = Database.open(folder.resolve("memory.db"), NOTES)) {
      assertThatThrownBy(() -> database.inTransaction(handle -> handle.execute("NONSENSE")))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.remedy()).isEqualTo(StoreException.Remedy.NONE));
      assertThat(database.problem()).isEmpty();
    }
  }

  /** SQLite answers a file that may not grow exactly as it does a disk without room. */
  private static void limit(Database database, int pages) {
    database.inTransaction(
        handle -> handle.select("PRAGMA max_page_count = " + pages).mapTo(Integer.class).one());
  }

  private static void fill(Database database) {
    database.inTransaction(handle -> {
      for (int i = 0; i < 100; i++) {
        handle.execute("INSERT INTO notes VALUES (?)", "x".repeat(1000));
      }
      return 0;
    });
  }

  private static int notes(Database database) {
    return database.read(
        handle -> handle.select("SELECT count(*) FROM notes").mapTo(Integer.class).one());
  }
}
