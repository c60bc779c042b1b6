package dev.circleoftrust.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shipped compose file on a real engine, as a user runs it. */
@Tag("container")
class ComposeDemoIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private record Result(int code, String output) {}

  @BeforeAll
  static void up() throws Exception {
    Result result = compose(600, "up", "-d", "--build", "--wait");
    assertThat(result.code()).as(result.output()).isZero();
  }

  @AfterAll
  static void down() throws Exception {
    compose(120, "--profile", "demo", "down", "-v", "--timeout", "10");
  }

  @Test
  void theDemoKeepsEveryPromiseAgainstContainers() throws Exception {
    Result result = compose(300, "run", "--rm", "demo");
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains("code-signature-invalid").contains("unsigned");
  }

  private static Result compose(int seconds, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("docker", "compose"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("compose", ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PROGRAMS", "target/dist");
    builder.environment().put("COMPOSE_PROJECT_NAME", "circle-of-trust-test");
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(output, UTF_8);
    Files.delete(output);
    return new Result(ended ? process.exitValue() : -1, text);
  }
}
