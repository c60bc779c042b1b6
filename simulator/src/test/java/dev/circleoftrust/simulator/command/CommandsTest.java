package dev.circleoftrust.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @TempDir private Path folder;

  /** An option that is read and then forgotten would send the command to another circle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "trusted --data %s state",
        "trusted state --data %s",
        "trusted --data %s sys_update_set.list",
        "production --data %s insert sys_properties name=x",
        "production insert --data %s sys_properties name=x",
        "mid health --data %s"
      })
  void theFolderIsNamedBeforeTheVerbOrAfterIt(String command) {
    assertThat(failure(command.formatted(folder).split(" ")))
        .startsWith("no circle runs in %s: ".formatted(folder));
  }

  @Test
  void theSecondCommandDoesNotRememberTheFolderOfTheFirst() {
    var line = Commands.line(new LinkedHashMap<>());
    var seen = new AtomicReference<>("");
    line.setExecutionExceptionHandler((e, _, _) -> {
      seen.set(String.valueOf(e.getMessage()));
      return 1;
    });
    var _ = line.execute("trusted", "--data", folder.resolve("a").toString(), "state");
    var _ = line.execute("trusted", "state", "--data", folder.resolve("b").toString());
    assertThat(seen.get()).startsWith("no circle runs in " + folder.resolve("b"));
  }

  private static String failure(String... command) {
    var seen = new AtomicReference<>("");
    var _ =
        Commands.line(new LinkedHashMap<>())
            .setExecutionExceptionHandler((e, _, _) -> {
              seen.set(String.valueOf(e.getMessage()));
              return 1;
            })
            .execute(command);
    return seen.get();
  }
}
