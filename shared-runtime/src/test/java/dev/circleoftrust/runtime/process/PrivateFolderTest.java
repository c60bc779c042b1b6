package dev.circleoftrust.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  @TempDir Path parent;

  @Test
  void folderAndFilesAreForTheirOwnerOnly() throws IOException {
    try (var folder = PrivateFolder.open(parent.resolve("a/b"))) {
      folder.write("secret", Bytes.ofUtf8("one"));
      folder.write("secret", Bytes.ofUtf8("two"));
      assertThat(mode(folder.path())).isEqualTo("rwx------");
      assertThat(mode(folder.file("secret"))).isEqualTo("rw-------");
      assertThat(mode(folder.file("lock"))).isEqualTo("rw-------");
      assertThat(mode(folder.folder("logs"))).isEqualTo("rwx------");
      assertThat(mode(folder.privateFile("instance.db"))).isEqualTo("rw-------");
      assertThat(folder.read("secret", 3)).contains(Bytes.ofUtf8("two"));
      assertThat(folder.read("nothing", 3)).isEmpty();
      try (var files = Files.list(folder.path())) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .containsExactlyInAnyOrder("secret", "lock", "logs", "instance.db");
      }
    }
  }

  @Test
  void aLeftoverOfAnInterruptedWriteIsNoObstacle() throws IOException {
    try (var folder = PrivateFolder.open(parent.resolve("f"))) {
      Files.writeString(folder.path().resolve("secret.new"), "half");
      folder.write("secret", Bytes.ofUtf8("whole"));
      assertThat(folder.read("secret", 10)).contains(Bytes.ofUtf8("whole"));
      assertThat(mode(folder.file("secret"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aFolderThatOthersCanEnterIsRefusedWithTheRemedy() throws IOException {
    Path open = Files.createDirectory(parent.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));
    assertThatThrownBy(() -> PrivateFolder.open(open))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("chmod 700 " + open.toRealPath());
  }

  @Test
  void aFileThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
    try (var folder = PrivateFolder.open(parent.resolve("f"))) {
      folder.write("secret", Bytes.ofUtf8("x"));
      Files.setPosixFilePermissions(
          folder.file("secret"), PosixFilePermissions.fromString("rw-r-----"));
      assertThatThrownBy(() -> folder.read("secret", 10))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("chmod 600");
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    try (var folder = PrivateFolder.open(parent.resolve("f"))) {
      folder.write("big", Bytes.ofUtf8("1234"));
      assertThatThrownBy(() -> folder.read("big", 3)).hasMessageContaining("more than 3 bytes");
    }
  }

  @Test
  void twoCannotHoldOneFolder() {
    Path path = parent.resolve("f");
    try (var _ = PrivateFolder.open(path)) {
      assertThatThrownBy(() -> PrivateFolder.open(path))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("in use by the process " + ProcessHandle.current().pid());
    }
    PrivateFolder.open(path).close();
  }

  @Test
  void namesCannotLeaveTheFolder() {
    try (var folder = PrivateFolder.open(parent.resolve("f"))) {
      for (String name : new String[] {"../x", "a/b", "", ".hidden", "/etc/passwd"}) {
        assertThatThrownBy(() -> folder.file(name)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aFileInPlaceOfAFolderIsRefused() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> PrivateFolder.open(file)).isInstanceOf(ConfigurationException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
