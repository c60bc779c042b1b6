package dev.circleoftrust.simulator.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedEntryTest {
  @TempDir private Path folder;

  @Test
  void bytesAndHeadersComeBackAsTheyWere() throws Exception {
    QuarantineEntry entry = Kept.original("unsigned");
    Path file = folder.resolve("entry.json");
    int size = ExportedEntry.write(entry, file);
    Bytes written = Bytes.copyOf(Files.readAllBytes(file));
    assertThat(size).isEqualTo(written.size());
    ObjectNode json = StrictJson.parse(written, size);
    assertThat(json.path("verdict").asText()).isEqualTo("unsigned");
    assertThat(Bytes.fromBase64(json.path("value").asText())).isEqualTo(entry.kept().value());
    assertThat(json.path("headers").path(0).path("name").asText()).isEqualTo("cot-batch");
    assertThat(Bytes.fromBase64(json.path("headers").path(0).path("value").asText()).toHex())
        .isEqualTo("01ff");
  }

  @Test
  void theFileIsForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("entry.json");
    var _ = ExportedEntry.write(Kept.original("unsigned"), file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileThatIsThereStaysAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("entry.json"), "mine");
    assertThatThrownBy(() -> ExportedEntry.write(Kept.original("unsigned"), file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("stays as it is");
    assertThat(file).hasContent("mine");
  }
}
