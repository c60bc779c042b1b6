package dev.circleoftrust.simulator.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ChildrenTest {
  @TempDir private Path folder;
  private Process parent;
  private List<ProcessHandle> children;

  @BeforeEach
  void startParent() throws IOException {
    parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentOfTwo.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = parent.inputReader(UTF_8);
    children =
        Stream.of(output.readLine().split(" ", -1))
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
    assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
  }

  @AfterEach
  void leaveNothingBehind() {
    parent.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "throw", "exit"})
  void theyAreGoneHoweverTheParentEnds(String how) throws Exception {
    try (Writer input = parent.outputWriter(UTF_8)) {
      input.write(how + "\n");
    }
    assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void theyAreGoneWhenTheParentIsToldToEnd(String signal) throws Exception {
    assumeFalse(isIgnored(signal), "whoever started this test has it ignore the signal");
    signal(signal);
    assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void oneThatReadsItsInputOutlivesNotEvenAParentThatWasKilled() throws Exception {
    signal("KILL");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(children.getFirst().isAlive()).isFalse());
  }

  @Test
  void noneIsStartedOnceTheyAreEnding() {
    var ending = Children.none();
    ending.close();
    var launch = new Launch("late", folder, List.of("true"), Launch.Ending.SIGNAL);
    assertThatThrownBy(() -> ending.start(launch))
        .isInstanceOf(ChildFailedException.class)
        .hasMessage("late is not started: everything is ending");
  }

  /** What nohup, or a shell in the background, starts ignores signals, and so do its children. */
  private boolean isIgnored(String signal) throws IOException {
    int number =
        switch (signal) {
          case "HUP" -> 1;
          case "INT" -> 2;
          default -> 15;
        };
    Path status = Path.of("/proc/%d/status".formatted(ProcessHandle.current().pid()));
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .anyMatch(ignored -> (ignored >> (number - 1) & 1) == 1);
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(parent.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
