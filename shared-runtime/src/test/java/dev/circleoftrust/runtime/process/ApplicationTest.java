package dev.circleoftrust.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, started and stopped as an administrator does it. */
class ApplicationTest {
  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir Path parent;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNoProcessBehind() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void tellsOnceThatItServesAndClosesItsPartsWhenToldToStop() throws Exception {
    Process process = start("good");
    try (var out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).isEqualTo("READY good http://127.0.0.1:1");
      process.toHandle().destroy(); // unlike the process's own method, leaves its output readable
      assertThat(out.readLine()).isNull();
    }
    assertThat(exit(process)).isEqualTo(SIGTERM_EXIT);
    assertThat(errors(process)).isEmpty();
    assertThat(log())
        .contains("traced n=\"7\"")
        .doesNotContain("not yet", "no more")
        .containsSubsequence("ready", "stopping", "closed last", "closed first", "stopped")
        .contains("closed first forged line")
        .doesNotContain("\nforged");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void oneFolderIsForOneProcess() throws Exception {
    Process first = start("good");
    assertThat(first.inputReader(UTF_8).readLine()).startsWith("READY");
    Process second = start("good");
    assertThat(exit(second)).isEqualTo(2);
    assertThat(errors(second)).contains("is in use by the process " + first.pid()).hasLineCount(1);
    first.destroyForcibly();
    assertThat(exit(first)).isNotZero();
    Process third = start("good");
    assertThat(third.inputReader(UTF_8).readLine()).startsWith("READY");
  }

  @Test
  void badConfigurationIsOneLineAndExitCodeTwo() throws Exception {
    Process process = start("misconfigured");
    assertThat(exit(process)).isEqualTo(2);
    assertThat(errors(process)).isEqualTo("sample: no such thing: make one\n");
    assertThat(log()).contains("closed first", "stopped");
    Process nameless = java("--folder", folder().toString());
    assertThat(exit(nameless)).isEqualTo(2);
    assertThat(errors(nameless)).isEqualTo("sample: --name NAME is missing\n");
  }

  @Test
  void anythingElseIsOneLineAndTheLogTellsMore() throws Exception {
    Process process = start("broken");
    assertThat(exit(process)).isEqualTo(1);
    assertThat(errors(process))
        .startsWith("sample: cannot start: two lines; see ")
        .endsWith("/logs/sample.log\n");
    assertThat(log()).contains("IllegalStateException: two").contains("closed first");
  }

  @Test
  void aThreadThatDiesEndsTheProcess() throws Exception {
    Process process = start("dying");
    assertThat(exit(process)).isEqualTo(1);
    assertThat(log()).contains("the thread doomed died", "closed first");
  }

  @Test
  void aLogForProgramsHasOneObjectALine() throws Exception {
    Process process = java("--folder", folder().toString(), "--name", "dying", "--log", "json");
    assertThat(exit(process)).isEqualTo(1);
    var lines = log().lines().map(ApplicationTest::json).toList();
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(line.fieldNames())
                .toIterable()
                .startsWith("time", "level", "thread", "logger", "message"));
    assertThat(lines)
        .filteredOn(line -> line.get("message").textValue().equals("the thread doomed died"))
        .singleElement()
        .satisfies(line ->
            assertThat(line.get("error").textValue())
                .startsWith("java.lang.IllegalStateException: a thread's end"));
    assertThat(lines)
        .filteredOn(line -> line.get("message").textValue().equals("traced"))
        .singleElement()
        .satisfies(line ->
            assertThat(line.get("fields").toString()).isEqualTo("{\"n\":7,\"text\":\"\\\"\\n\"}"));
  }

  @Test
  void anotherFormOfLogIsRefused() throws Exception {
    Process process = java("--folder", folder().toString(), "--name", "good", "--log", "xml");
    assertThat(exit(process)).isEqualTo(2);
    assertThat(errors(process)).isEqualTo("sample: --log is text or json\n");
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void helpIsNotAnError() throws Exception {
    Process process = java("--help");
    assertThat(exit(process)).isZero();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .startsWith("usage: java -jar sample.jar --folder DIR --name NAME [--log FORM]\n");
  }

  private Process start(String name) throws IOException {
    return java("--folder", folder().toString(), "--name", name);
  }

  private Process java(String... args) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SampleProgram.class.getName());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return process.exitValue();
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  private Path folder() {
    return parent.resolve("instance");
  }

  private String log() throws IOException {
    return Files.readString(folder().resolve("logs/sample.log"));
  }
}
