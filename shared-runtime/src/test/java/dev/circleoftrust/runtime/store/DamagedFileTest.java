package dev.circleoftrust.runtime.store;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing starts from a file that is not what the store has written. */
class DamagedFileTest {
  private static final String NAME = "memory.db";
  private static final int PAGE = 4096;
  private static final Schema NOTES =
      new Schema("notes", List.of("CREATE TABLE notes (text TEXT PRIMARY KEY)"));

  @TempDir private Path parent;
  private PrivateFolder folder;

  /** What happens to files. */
  enum Damage {
    CUT_IN_HALF,
    CUT_INSIDE_A_PAGE,
    RANDOM_BYTES,
    RANDOM_BYTES_BEHIND_THE_HEADER,
    HALF_OVERWRITTEN,
    ONE_PAGE_OVERWRITTEN,
    ZEROES,
    ANOTHER_PROGRAMS_TEXT
  }

  @BeforeEach
  void fill() {
    folder = PrivateFolder.open(parent.resolve("mid"));
    try (var database = open()) {
      database.inTransaction(handle -> {
        for (int i = 0; i < 2000; i++) {
          handle.execute("INSERT INTO notes VALUES (?)", "note %d of many".formatted(i));
        }
        return 0;
      });
    }
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @ParameterizedTest
  @EnumSource
  void itIsRefusedInOneLineWithTheRemedyAndLeftAsItIs(Damage damage) throws IOException {
    damage(damage);
    byte[] damaged = Files.readAllBytes(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file() + " is damaged (")
        .hasMessageEndingWith("): put it away")
        .message()
        .hasLineCount(1);
    assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
  }

  @Test
  void aLogThatWouldBePassedOverIsDamageToo() throws IOException {
    Path copy = Files.createDirectory(parent.resolve("killed"));
    Path log = copy.resolve(NAME + "-wal");
    try (var database = open()) {
      database.inTransaction(handle -> handle.execute("INSERT INTO notes VALUES ('last')"));
      Files.copy(file(), copy.resolve(NAME));
      Files.copy(folder.file(NAME + "-wal"), log);
    }
    byte[] whole = Files.readAllBytes(log);
    Files.write(log, new byte[whole.length]);
    assertThatThrownBy(() -> Database.open(copy.resolve(NAME), NOTES))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.remedy()).isEqualTo(StoreException.Remedy.RESTORE));
    Files.write(log, whole);
    try (var database = Database.open(copy.resolve(NAME), NOTES)) {
      assertThat(notes(database)).isEqualTo(2001);
    }
  }

  @Test
  void anEmptyFileIsANewOne() throws IOException {
    Files.write(file(), new byte[0]);
    try (var database = open()) {
      assertThat(notes(database)).isZero();
    }
  }

  private Database open() {
    return Database.open(folder, NAME, "put it away", NOTES);
  }

  private Path file() {
    return folder.file(NAME);
  }

  private static int notes(Database database) {
    return database.read(
        handle -> handle.select("SELECT count(*) FROM notes").mapTo(Integer.class).one());
  }

  private void damage(Damage damage) throws IOException {
    long size = Files.size(file());
    byte[] random = new byte[(int) size];
    new Random(4).nextBytes(random);
    switch (damage) {
      case CUT_IN_HALF -> cut(size / 2 / PAGE * PAGE);
      case CUT_INSIDE_A_PAGE -> cut(size - 100);
      case RANDOM_BYTES -> overwrite(0, random, random.length);
      case RANDOM_BYTES_BEHIND_THE_HEADER -> overwrite(100, random, random.length - 100);
      case HALF_OVERWRITTEN -> overwrite(size / 2, random, random.length / 2);
      case ONE_PAGE_OVERWRITTEN -> overwrite(5L * PAGE, random, PAGE);
      case ZEROES -> overwrite(0, new byte[random.length], random.length);
      case ANOTHER_PROGRAMS_TEXT -> Files.writeString(file(), "a letter home ".repeat(500));
    }
  }

  private void cut(long size) throws IOException {
    try (var channel = FileChannel.open(file(), WRITE)) {
      var _ = channel.truncate(size);
    }
  }

  private void overwrite(long at, byte[] bytes, int length) throws IOException {
    try (var channel = FileChannel.open(file(), WRITE)) {
      var _ = channel.write(ByteBuffer.wrap(bytes, 0, length), at);
    }
  }
}
