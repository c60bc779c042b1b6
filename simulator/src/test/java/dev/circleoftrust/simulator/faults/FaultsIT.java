package dev.circleoftrust.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, as a user runs it: real processes, really killed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsIT {
  private static final int PATIENCE_MINUTES = 8;

  @TempDir private Path folder;

  @Test
  void underFaultsEachRowHasOneResultAndNoEffectHappensTwice() throws Exception {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process faults =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.io.tmpdir=" + folder,
                    "-Dstdout.encoding=UTF-8",
                    "-jar",
                    Path.of(System.getProperty("dist"), "simulator.jar").toString(),
                    "faults",
                    "--seed",
                    "5",
                    "--duration",
                    "15s",
                    "--cluster",
                    "--json"))
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(faults.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      faults.destroy();
    }
    String said = Files.readString(output);
    assertThat(faults.exitValue()).as(said + Files.readString(errors)).isZero();
    JsonNode json = new JsonMapper().readTree(said);
    assertThat(json.path("held").asBoolean()).isTrue();
    assertThat(json.path("faults").size()).isGreaterThan(5);
    assertThat(json.path("kinds").path("insert, not repeatable").path("accepted").asInt())
        .isGreaterThan(20);
    assertThat(json.path("kinds").path("own SQL").path("refused").asInt()).isPositive();
  }
}
