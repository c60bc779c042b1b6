package dev.circleoftrust.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepTest {
  @Test
  void thereAreTheProductsEighteenStepsInTheirOrder() {
    List<String> numbers = Step.turnOn().stream().map(Step::number).toList();
    assertThat(numbers)
        .isEqualTo(IntStream.rangeClosed(1, 18).mapToObj(Integer::toString).toList());
  }

  @Test
  void theLabelsAreTheProducts() {
    assertThat(Step.S4.label()).isEqualTo("Export signed job to production");
    assertThat(Step.S6.label()).isEqualTo("Export to XML");
    assertThat(Step.S9.label()).isEqualTo("Import Update Set from XML");
    assertThat(Step.S13.label()).isEqualTo("Prerequisite Check");
    assertThat(Step.S14.label()).isEqualTo("Execute Now");
    assertThat(Step.S17.label()).startsWith("com_snc_kmf_signature.validation.flag");
    assertThat(Step.A3.label()).isEqualTo("Export certificate to production");
    assertThat(Step.A8.label()).isEqualTo("Install Trusted Code Signing cert");
  }

  @Test
  void theDocumentationHasTheSameNumbersAndLabels() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "turn-on-code-signing.md")).stream()
            .map(StepTest::plain)
            .toList();
    for (Step step : Step.turnOn()) {
      String row = "| %s | %s |".formatted(step.number(), where(step));
      assertThat(rows)
          .as(step.label())
          .anyMatch(line -> line.startsWith(row + " " + plain(step.label()) + " |"));
    }
  }

  private static String where(Step step) {
    return step.lane().name().toLowerCase(Locale.ROOT);
  }

  private static String plain(String text) {
    return text.replaceAll("[*`\"]", "");
  }

  @Test
  void everyLabelFitsOnTheScreen() {
    assertThat(Step.values()).allMatch(step -> step.label().length() <= 55);
  }
}
