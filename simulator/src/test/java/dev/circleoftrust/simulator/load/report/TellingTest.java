package dev.circleoftrust.simulator.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads on the terminal. */
class TellingTest {
  private static final int REACHED = 1_000;

  @TempDir private Path folder;

  @Test
  void theAccountSaysWhatBecameOfEveryRecord() {
    assertThat(new Telling(KnownRun.outcome(900, List.of())).lines())
        .contains(
            "channel: 5,800 records made = 5,800 accepted + 0 refused; 0 missing, 0 twice,"
                + " 0 unexpected; 0 bytes of signatures while off");
  }

  @Test
  void withoutARecordToCompareWithNoCostIsClaimed() throws IOException {
    Outcome outcome = KnownRun.outcome(0, 900, List.of());

    assertThat(new Telling(outcome).lines().getFirst())
        .isEqualTo("What Code Signing costs cannot be said: too little completed.");
    assertThat(new ReportFolder(folder).write(outcome)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void aSweepSaysHowManyMidServersTheNamedRateNeeds() {
    assertThat(sweep(10, 2_500, REACHED, REACHED + 500))
        .contains(
            "1 MID Server serves 1,000 records/s within 10 ms at p99. A rate needs:",
            "         2,500/s  3 MID Servers",
            "        10,000/s  10 MID Servers");
  }

  @Test
  void aSweepThatNeverKeptTheLimitPromisesNothing() {
    assertThat(sweep(1, 0, REACHED))
        .anyMatch(line -> line.startsWith("Not even the lowest rate is reached within 1 ms"))
        .noneMatch(line -> line.contains("A rate needs"));
  }

  /** Steps that asked for these rates, of which 1,000 records/s were reached, each 2 ms late. */
  private static List<String> sweep(double limit, long named, double... asked) {
    var steps = new ArrayList<SweepResult.Step>();
    for (double rate : asked) {
      var name = new PartName(steps.size() + 1, PartName.Place.ON, PartName.Kind.STEP);
      steps.add(new SweepResult.Step(rate, KnownRun.part(name, 0, REACHED, List.of())));
    }
    var lines = new ArrayList<String>();
    new SweepTelling(new SweepResult(1, limit, steps), named).addTo(lines);
    return lines;
  }
}
