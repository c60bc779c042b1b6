package dev.circleoftrust.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command, as a user runs it, with five processes of its own. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DemoIT {
  private static final int PATIENCE_MINUTES = 8;

  @TempDir private Path folder;

  private record Run(int status, List<String> lines) {}

  @Test
  void everyPromiseHoldsAndNothingIsLeftBehind() throws Exception {
    Run run = demo("--fast");
    assertThat(run.lines()).last().asString().matches("Every promise held: (\\d+) of \\1\\.");
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .noneMatch(line -> line.contains("Exception") || line.contains("\u001b"));
    assertThat(run.lines()).allMatch(line -> line.length() <= 110);
    assertNothingIsLeft(run);
  }

  @Test
  void withoutTurnOnItFailsAndNamesEachRefusalThatDidNotHappen() throws Exception {
    Run run = demo("--fast", "--skip", "turn-on");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines())
        .contains(
            "did not happen: edited-sql refused as unsigned",
            "did not happen: lying-production refused as code-signature-invalid",
            "did not happen: own-sql refused as code-not-signed",
            "did not happen: straight-to-topic refused as unsigned",
            "did not happen: copied refused as batch-proof-invalid",
            "did not happen: log-cut refused as unsigned");
    assertThat(run.lines()).last().asString().matches("circle: \\d+ of \\d+ promises did not hold");
    assertNothingIsLeft(run);
  }

  private Run demo(String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    var command =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-Dstdout.encoding=UTF-8",
                "-jar",
                Path.of(System.getProperty("dist"), "simulator.jar").toString(),
                "demo"));
    command.addAll(List.of(arguments));
    Process demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(demo.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      demo.destroy();
    }
    return new Run(demo.exitValue(), Files.readAllLines(output));
  }

  /** No process that the demo named runs, and its folder with the keys is gone. */
  private void assertNothingIsLeft(Run run) throws IOException {
    List<Long> pids =
        run.lines().stream()
            .filter(line -> line.matches(" {2}\\S+ +process \\d+ .*"))
            .map(line -> Long.parseLong(line.replaceAll("^.* process (\\d+) .*$", "$1")))
            .toList();
    assertThat(pids).hasSizeGreaterThanOrEqualTo(3);
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    try (var left = Files.list(folder)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("circle-demo-")))
          .isEmpty();
    }
  }
}
