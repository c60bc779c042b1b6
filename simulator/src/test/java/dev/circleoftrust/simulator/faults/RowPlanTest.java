package dev.circleoftrust.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowPlanTest {
  private static final List<String> AGENTS = List.of("mid-1", "mid-2");
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aSeedRepeatsIt() {
    assertThat(RowPlan.of(42, 600, LONG, AGENTS)).isEqualTo(RowPlan.of(42, 600, LONG, AGENTS));
    assertThat(RowPlan.of(42, 600, LONG, AGENTS)).isNotEqualTo(RowPlan.of(43, 600, LONG, AGENTS));
  }

  @Test
  void noTwoRowsHaveOneIdentity() {
    assertThat(RowPlan.of(1, 600, LONG, AGENTS).rows())
        .extracting(PlannedRow::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyKindAgentAndPriorityIsAmongThem() {
    List<PlannedRow> rows = RowPlan.of(1, 600, LONG, AGENTS).rows();
    assertThat(rows).extracting(PlannedRow::kind).contains(RowKind.values());
    assertThat(rows).extracting(PlannedRow::priority).contains(Priority.values());
    assertThat(rows).extracting(PlannedRow::agent).containsAll(AGENTS);
  }

  @Test
  void theyAreSpreadOverTheDuration() {
    List<PlannedRow> rows = RowPlan.of(1, 60, LONG, AGENTS).rows();
    assertThat(rows.getFirst().at()).isZero();
    assertThat(rows.getLast().at()).isEqualTo(Duration.ofMillis(29_500));
  }

  @Test
  void aClusterIsAskedNothingThatOneMidServerMustAnswer() {
    var settings = new RunSettings(1, LONG, 600, 2, true);
    List<PlannedRow> rows = RowPlan.of(1, 600, LONG, settings.agents()).rows();
    assertThat(rows).extracting(PlannedRow::agent).contains(RunSettings.CLUSTER);
    assertThat(rows)
        .filteredOn(row -> row.agent().equals(RunSettings.CLUSTER))
        .noneMatch(row -> row.kind() == RowKind.HEARTBEAT);
  }
}
