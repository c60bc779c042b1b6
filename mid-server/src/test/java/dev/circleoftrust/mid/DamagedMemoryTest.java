package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.mid.queue.Desk;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedMemoryTest {
  private static final String BOOT =
      """
      mid:
        name: mid-1
        bootstrap: 127.0.0.1:1
        circle: %s
      """
          .formatted("0123456789abcdef".repeat(4));

  @TempDir private Path parent;

  /** Damage must not be a way to make a MID Server forget what it ran, or what was revoked. */
  @Test
  void aMidServerDoesNotStartFromItAndDoesNotPutItAside() throws Exception {
    byte[] damaged = new byte[20_000];
    new Random(1).nextBytes(damaged);
    try (var folder = PrivateFolder.open(parent.resolve("mid"))) {
      folder.write("boot-config.yaml", Bytes.ofUtf8(BOOT));
      folder.write("memory.db", Bytes.copyOf(damaged));
      try (var server = new MidServer(setting(folder))) {
        assertThatThrownBy(server::start)
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContainingAll(
                folder.file("memory.db") + " is damaged (",
                "Put the files memory.db* away and start again",
                "position-unknown")
            .message()
            .hasLineCount(1);
      }
      assertThat(Files.readAllBytes(folder.file("memory.db"))).isEqualTo(damaged);
    }
  }

  private static MidServer.Setting setting(PrivateFolder folder) {
    return new MidServer.Setting(
        folder,
        "127.0.0.1",
        new Desk.Surroundings(
            () -> Instant.EPOCH,
            () -> {
              throw new IllegalStateException("no row is answered");
            },
            Steps.unwatched()),
        (_, e) -> {
          throw new IllegalStateException(e);
        });
  }
}
