package dev.circleoftrust.mid.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.SignedRows;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.GlideRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real programs, from a signed record through the judge, and what a hostile value makes of them.
 */
class CommandProbeTest {
  private static final String ECHO = "/bin/echo";
  private static final String SHELL = "/bin/sh";

  @TempDir private Path temporary;
  private final SignedRows rows = new SignedRows();
  private final CommandProbe probe =
      new CommandProbe(List.of(ECHO, SHELL, "/usr/bin/env", "/bin/pwd", "/bin/cat"));

  @Test
  void aProgramSaysItsOutputAndItsExitCode() {
    ProbeResult.Finished finished =
        finished(rows.verified(shell("echo out; echo err >&2; exit 3")));
    assertThat(finished.resultCode()).isEqualTo(3);
    assertThat(texts(finished))
        .containsExactly(new ResultText("stdout", "out\n"), new ResultText("stderr", "err\n"));
    assertThat(((ResultBody.Texts) finished.body()).command()).startsWith("/bin/sh -c echo out;");
    assertThat(finished.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; rm -rf $(pwd)",
        "$(touch made)",
        "`touch made`",
        "a b",
        "a\nb",
        "&& touch made",
        "| cat",
        "> made",
        "*",
        "~",
        "'\"\\",
        "$HOME",
        "",
        "\u2028",
        "%s -x"
      })
  void aValueIsOneArgumentAndNothingElse(String value) throws IOException {
    GlideRecord code =
        command(ECHO, "[\"<\"]", SignedRows.text("a", "1"), SignedRows.text("b", "2"));
    ProbeResult.Finished finished =
        finished(rows.verified(code, new Parameter("b", ">"), new Parameter("a", value)));
    assertThat(texts(finished).getFirst().value()).isEqualTo("< " + value + " >\n");
    try (var files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n", "--help", "-", "-1"})
  void aValueThatWouldBeAnOptionIsRefused(String value) {
    GlideRecord code = command(ECHO, "", SignedRows.text("a", "1"));
    assertThat(rows.refused(code, new Parameter("a", value))).isEqualTo("invalid-parameter");
  }

  @Test
  void aProgramThatTheHostDoesNotLendDoesNotRun() {
    Path made = temporary.resolve("made");
    assertThat(failed(rows.verified(command("/bin/touch", "[\"" + made + "\"]"))))
        .startsWith("/bin/touch is not among the programs that this host lends");
    assertThat(made).doesNotExist();
    assertThat(rows.refused(command("/bin//echo", ""))).isEqualTo("malformed");
  }

  @Test
  void theProgramSeesNothingOfTheMidServer() {
    String environment =
        texts(finished(rows.verified(command("/usr/bin/env", "")))).getFirst().value();
    assertThat(environment.lines())
        .containsExactlyInAnyOrder("PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8");
    assertThat(texts(finished(rows.verified(command("/bin/pwd", "")))).getFirst().value())
        .isEqualTo("/\n");
    assertThat(texts(finished(rows.verified(command("/bin/cat", "")))).getFirst().value())
        .isEmpty(); // its input has ended
  }

  @Test
  void atTheEndOfItsTimeAllThatItStartedIsKilled() throws IOException {
    Path pids = temporary.resolve("pids");
    GlideRecord code =
        shell(
                "echo $$ >> %1$s; (echo $$ >> %1$s; sleep 300 & echo $! >> %1$s; wait) & wait"
                    .replace("%1$s", pids.toString()))
            .with("timeout", "1");
    assertThat(failed(rows.verified(code))).startsWith("the program was killed");
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(3);
    for (String pid : started) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void whatIsLeftBehindHoldsNobodyUp() {
    ProbeResult.Finished finished = finished(rows.verified(shell("echo done; sleep 5 &")));
    assertThat(texts(finished).getFirst().value()).isEqualTo("done\n");
  }

  @Test
  void outputIsCutAtItsLimitAndSaysSo() {
    ProbeResult.Finished finished =
        finished(rows.verified(shell("head -c 300000 /dev/zero | tr '\\\\0' '<'")));
    assertThat(texts(finished).getFirst().value()).hasSize(CommandProbe.MAX_OUTPUT);
    assertThat(finished.notes())
        .containsExactly(
            new Parameter("stdout_bytes_left_out", "" + (300_000 - CommandProbe.MAX_OUTPUT)));
  }

  @Test
  void whatXmlCannotCarryIsReplaced() {
    ProbeResult.Finished finished =
        finished(rows.verified(shell("printf '\\\\000\\\\377\\\\033x'")));
    assertThat(texts(finished).getFirst().value()).isEqualTo("\ufffd\ufffd\ufffdx");
  }

  @Test
  void aRowsOwnCommandIsNotOfferedToAShellEither() {
    MayRun own = rows.own(CodeType.COMMAND, new Parameter("name", "/bin/echo $(id)  ; pwd"));
    assertThat(texts(finished(own)).getFirst().value()).isEqualTo("$(id) ; pwd\n");
    assertThat(failed(rows.own(CodeType.COMMAND, new Parameter("name", "ls -l"))))
        .isEqualTo("the command record: command is not the absolute path of a program");
  }

  private static GlideRecord shell(String script) {
    return command(SHELL, "[\"-c\",\"%s\"]".formatted(script));
  }

  private static GlideRecord command(String program, String arguments, String... declared) {
    Map<String, String> fields = new HashMap<>();
    fields.put("name", "A command");
    fields.put("command", program);
    fields.put("arguments", arguments);
    return SignedRows.code(CodeType.COMMAND, fields, declared);
  }

  private static List<ResultText> texts(ProbeResult.Finished finished) {
    return ((ResultBody.Texts) finished.body()).texts();
  }

  private ProbeResult.Finished finished(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Finished finished -> finished;
      case ProbeResult.Failed(var error) -> throw new AssertionError(error);
    };
  }

  private String failed(MayRun record) {
    return switch (probe.run(record)) {
      case ProbeResult.Failed(var error) -> error;
      case ProbeResult.Finished finished -> throw new AssertionError(finished.notes().toString());
    };
  }
}
