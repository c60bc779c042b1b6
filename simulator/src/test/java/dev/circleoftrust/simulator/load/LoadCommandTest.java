package dev.circleoftrust.simulator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.command.Commands;
import dev.circleoftrust.simulator.load.report.KnownRun;
import dev.circleoftrust.simulator.load.report.ReportFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoadCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void aRunThatHoldsEndsWellAndBeginsWithTheAnswer() throws IOException {
    assertThat(end(List.of())).isZero();

    assertThat(out.toString(UTF_8))
        .startsWith("Code Signing costs 10.0 % of throughput and 0.0 ms at p99 on this machine.")
        .contains("report: " + folder.resolve("report.html"));
    assertThat(errors.size()).isZero();
  }

  @Test
  void whatIsNotAccountedForFailsTheCommandAndIsSaidFirstAndLast() throws IOException {
    assertThat(end(List.of("3 records have no answer"))).isEqualTo(1);

    assertThat(out.toString(UTF_8)).startsWith("THIS RUN FAILED").contains("no answer");
    assertThat(errors.toString(UTF_8))
        .startsWith("circle: not every record is accounted for: ")
        .contains("r1-on-capacity: 3 records have no answer");
  }

  @ParameterizedTest
  @CsvSource({
    "--size, 10",
    "--mix, nonsense",
    "--invalid, 200%",
    "--work, -1s",
    "--threads, 0",
    "--key-type, dsa",
    "--compression, gzip",
    "--bootstrap, 127.0.0.1:1",
    "--bootstrap, 127.0.0.1:99999",
    "--partitions, '',",
    "--nonsense, 1"
  })
  void whatCannotBeAskedForIsRefusedAsMisuse(String option, String value) {
    assertThat(execute("load", option, value)).isEqualTo(2);
  }

  @Test
  void aReportThatIsAFileIsMisuse() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(execute("load", "--report", file.toString())).isEqualTo(2);
    assertThat(execute("load", "--report", file.resolve("below").toString())).isEqualTo(2);
  }

  private int end(List<String> problems) throws IOException {
    return LoadCommand.end(
        KnownRun.outcome(900, problems),
        new ReportFolder(folder),
        new PrintStream(out, true, UTF_8),
        new PrintStream(errors, true, UTF_8));
  }

  private static int execute(String... arguments) {
    var stories = new LinkedHashMap<String, CommandLine>();
    stories.put("load", LoadCommand.line());
    return Commands.line(stories).execute(arguments);
  }
}
