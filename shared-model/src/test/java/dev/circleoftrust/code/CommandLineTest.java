package dev.circleoftrust.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void valuesFollowWhatIsFixed() throws MalformedException {
    CommandLine command = CommandLine.of(code("/usr/bin/ls", "[\"-l\",\"a b\",\"--\"]", "7"));
    assertThat(command.with(List.of("; rm -rf /", "$(id)")))
        .containsExactly("/usr/bin/ls", "-l", "a b", "--", "; rm -rf /", "$(id)");
    assertThat(command.seconds()).isEqualTo(7);
    assertThat(CommandLine.of(code("/bin/true", "", "")))
        .isEqualTo(new CommandLine("/bin/true", List.of(), 60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ls",
        "./ls",
        "/",
        "/bin/",
        "/bin/../bin/ls",
        "/./ls",
        "//ls",
        "/bin/ls -l",
        "/bin/ls\n",
        "/bin/a;b"
      })
  void aProgramHasOneAbsolutePath(String program) {
    assertMalformed(code(program, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l",
        "\"-l\"",
        "{}",
        "[1]",
        "[\"a\"",
        "[\"a\"],\"more\":[\"b\"]",
        "[\"a\"],\"arguments\":[\"b\"]",
        "[\"a\"]} ",
        "[\"\\u0000\"]"
      })
  void argumentsAreOneListOfTexts(String arguments) {
    assertMalformed(code("/bin/ls", arguments, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "601", "-1", "1.5", "x", "9999999999"})
  void theTimeIsBounded(String timeout) {
    assertMalformed(code("/bin/ls", "", timeout));
  }

  private static void assertMalformed(GlideRecord code) {
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> CommandLine.of(code));
  }

  private static GlideRecord code(String command, String arguments, String timeout) {
    return new GlideRecord(
        new TableName("ecc_agent_command"),
        new SysId("0123456789abcdef0123456789abcdef"),
        Map.of("command", command, "arguments", arguments, "timeout", timeout));
  }
}
