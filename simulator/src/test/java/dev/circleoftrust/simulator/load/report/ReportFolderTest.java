package dev.circleoftrust.simulator.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  @TempDir private Path folder;

  @Test
  void aRunIsWrittenWithItsAnswerAndItsHistograms() throws IOException {
    var _ = new ReportFolder(folder).write(KnownRun.outcome(900, List.of()));

    JsonNode json = new JsonMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(json.path("answer").asText())
        .isEqualTo("Code Signing costs 10.0 % of throughput and 0.0 ms at p99 on this machine");
    assertThat(json.path("held").asBoolean()).isTrue();
    assertThat(json.path("channel").path("rounds").size()).isEqualTo(1);
    assertThat(folder.resolve("r1-on-half.hlog")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("report.html"))).contains("Code Signing costs");
    assertThat(new Telling(KnownRun.outcome(900, List.of())).lines().getFirst())
        .startsWith("Code Signing costs 10.0 %");
  }

  @Test
  void whatDoesNotHoldIsToldAndCannotEndTheScriptOfThePage() throws IOException {
    Outcome outcome = KnownRun.outcome(900, List.of("</script> is missing"));
    var _ = new ReportFolder(folder).write(outcome);

    assertThat(outcome.held()).isFalse();
    assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("</script> is");
  }
}
