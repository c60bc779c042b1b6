package dev.circleoftrust.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final List<Argument> KNOWN =
      List.of(
          Arguments.FOLDER, Arguments.NAME, Arguments.BOOTSTRAP, Arguments.HTTP, Arguments.BIND);
  private static final String[] ENOUGH = {
    "--folder", "/tmp/x", "--name", "acme-prod", "--bootstrap", "127.0.0.1:9092"
  };

  @Test
  void whatIsNotGivenFallsBack() {
    var arguments = Arguments.parse(KNOWN, ENOUGH);
    assertThat(arguments.path(Arguments.FOLDER)).isEqualTo(Path.of("/tmp/x"));
    assertThat(arguments.processName()).isEqualTo("acme-prod");
    assertThat(arguments.bootstrap()).isEqualTo("127.0.0.1:9092");
    assertThat(arguments.httpAddress()).isEqualTo(BindAddress.loopback(0));
    assertThat(with("--http", "8080", "--bind", "0.0.0.0").httpAddress())
        .isEqualTo(new BindAddress("0.0.0.0", 8080));
    assertThat(with("--bootstrap", "a:1,b.example:2").bootstrap()).isEqualTo("a:1,b.example:2");
  }

  @Test
  void eachMistakeIsNamedInOneLine() {
    assertRefused("--name NAME is missing", "--folder", "x", "--bootstrap", "a:1");
    assertRefused("unknown argument --colour: see --help", "--colour", "red");
    assertRefused("unknown argument folder: see --help", "folder", "x");
    assertRefused("--folder needs a value", "--folder");
    assertRefused("--folder is given twice", "--folder", "x", "--folder", "y");
  }

  @Test
  void valuesOfTheWrongFormAreRefused() {
    for (String name : List.of("", "Acme", "a_b", "a".repeat(41), "../x")) {
      assertThatThrownBy(() -> with("--name", name).processName())
          .isInstanceOf(ConfigurationException.class);
    }
    for (String hosts : List.of("", "localhost", "a:1,", "a:1;b:2", "http://a:1", "a:123456")) {
      assertThatThrownBy(() -> with("--bootstrap", hosts).bootstrap())
          .isInstanceOf(ConfigurationException.class);
    }
    for (String port : List.of("", "-1", "65536", "http", "1e3")) {
      assertThatThrownBy(() -> with("--http", port).httpAddress())
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void helpShowsEveryArgument() {
    assertThat(Arguments.usage("trusted-instance", KNOWN, "--help").orElseThrow())
        .startsWith(
            "usage: java -jar trusted-instance.jar --folder DIR --name NAME --bootstrap HOST:PORT"
                + " [--http PORT] [--bind ADDRESS]\n")
        .contains("(127.0.0.1)");
    assertThat(Arguments.usage("trusted-instance", KNOWN, ENOUGH)).isEmpty();
  }

  /** The arguments that are enough, with others in their place or after them. */
  private static Arguments with(String... more) {
    var args = new ArrayList<>(List.of(more));
    for (int i = 0; i < ENOUGH.length; i += 2) {
      if (!args.contains(ENOUGH[i])) {
        args.add(ENOUGH[i]);
        args.add(ENOUGH[i + 1]);
      }
    }
    return Arguments.parse(KNOWN, args.toArray(String[]::new));
  }

  private static void assertRefused(String message, String... args) {
    assertThatThrownBy(() -> Arguments.parse(KNOWN, args))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }
}
