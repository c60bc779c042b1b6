package dev.circleoftrust.simulator.circle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.simulator.client.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircleFolderTest {
  @TempDir private Path parent;

  @Test
  void itIsForItsOwnerOnlyAndForOneCommandAtATime() throws Exception {
    try (CircleFolder folder = CircleFolder.open(parent.resolve("circle"))) {
      assertThat(Files.getPosixFilePermissions(folder.path()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThatThrownBy(() -> CircleFolder.open(folder.path()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("is in use by the process");
    }
  }

  @Test
  void portsAndTheCircleAreRemembered() {
    Path path = parent.resolve("circle");
    try (CircleFolder folder = CircleFolder.open(path)) {
      assertThat(folder.settings().isEstablished()).isFalse();
      folder.remember(folder.settings().withPort("broker", 9092));
      folder.remember(folder.settings().established("ab".repeat(32)));
    }
    try (CircleFolder folder = CircleFolder.open(path)) {
      assertThat(folder.settings().port("broker")).isEqualTo(9092);
      assertThat(folder.settings().port("trusted")).isZero();
      assertThat(folder.settings().circle()).isEqualTo("ab".repeat(32));
    }
  }

  @Test
  void whatAKilledCommandLeftRunningIsEndedAndNothingElseIs() throws Exception {
    Process left = new ProcessBuilder("sleep", "600").start();
    Process other = new ProcessBuilder("sleep", "600").start();
    try (CircleFolder folder = CircleFolder.open(parent.resolve("circle"))) {
      var mine = Running.Member.of("mid-1", left.toHandle(), "http://127.0.0.1:1");
      var reused = new Running.Member("mid-2", other.pid(), 1, "http://127.0.0.1:2");
      folder.announce(new Running("127.0.0.1:9092", List.of(mine, reused)));
      assertThat(Leftovers.end(folder.path()))
          .containsExactly("mid-1 (process %d)".formatted(left.pid()));
      assertThat(left.isAlive()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      left.destroyForcibly();
      other.destroyForcibly();
    }
  }

  @Test
  void theBootFileOfAMidServerStaysItsOwnButForTheBroker() throws Exception {
    Path own = parent.resolve("mid-1");
    BootFile.prepare(own, new BootFile.Content("mid-1", "127.0.0.1:1", "ab".repeat(32), 0));
    Path file = own.resolve("boot-config.yaml");
    Files.writeString(file, Files.readString(file).replace("log", "required"));
    BootFile.prepare(own, new BootFile.Content("mid-1", "127.0.0.1:2", "cd".repeat(32), 0));
    assertThat(file)
        .content()
        .contains("bootstrap: 127.0.0.1:2", "codeSigning: required", "circle: " + "ab".repeat(32));
  }

  @Test
  void theBootFileOfAMemberNamesItsClusterAndItsOrder() throws Exception {
    Path own = parent.resolve("mid-2");
    var alone = new BootFile.Content("mid-2", "127.0.0.1:1", "ab".repeat(32), 0);
    BootFile.prepare(own, alone.in(Sharing.parse("paris:failover"), 2));
    assertThat(own.resolve("boot-config.yaml"))
        .content()
        .contains("\n  cluster: {name: paris, type: failover, order: 2}\nsecurity:");
    assertThat(Sharing.parse("paris").failover()).isFalse();
    assertThatThrownBy(() -> Sharing.parse("Paris!")).isInstanceOf(RefusedException.class);
  }
}
