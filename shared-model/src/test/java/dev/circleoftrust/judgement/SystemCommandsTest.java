package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.trust.TestCircle.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCommandsTest {
  private static final PartitionMemory FRESH =
      new PartitionMemory.TakenOver(START.minusSeconds(10));

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));
  private final List<Standing> standings =
      List.of(
          new Standing.Enforced(Standing.Cause.TURNED_ON, "test"),
          new Standing.ProvenOff(state.head(), START.plus(Duration.ofDays(1))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restart",
        "stop",
        "threaddump",
        "grabLog",
        "updateConfig",
        "load_properties",
        "credentials_reload",
        "probe_cache",
        "range_cache",
        "invalidate_cache",
        "clear_cookies",
        "FileChange",
        "file_discovery_whitelist",
        "autoUpgrade",
        "cancel_discovery",
        "delete_mid_keypair",
        "mid_status_change",
        "CitChanged",
        "resetQueryWindow"
      })
  void eachOfTheProductsIsRefusedByNameWithAReasonAndSomethingElseToDo(String command) {
    assertThat(SystemCommands.whyRefused(command))
        .startsWith("SystemCommand " + command + ": ")
        .hasSizeGreaterThan(60);
    for (Standing standing : standings) {
      assertThat(judged(command, standing))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(RejectionReason.COMMAND_REFUSED);
                assertThat(rejected.detail()).isEqualTo(SystemCommands.whyRefused(command));
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PauseMid", "pauseMid ", "rm -rf /", "<script>"})
  void whatHasNoNameHereIsRefusedAndNotQuoted(String command) {
    for (Standing standing : standings) {
      assertThat(judged(command, standing))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected ->
                  assertThat(rejected.detail())
                      .isEqualTo("no SystemCommand of that name is known here"));
    }
  }

  @Test
  void threeAreObeyed() {
    for (String command : SystemCommands.OBEYED) {
      for (Standing standing : standings) {
        assertThat(judged(command, standing)).isInstanceOf(MayRun.class);
      }
    }
  }

  private Verdict judged(String command, Standing standing) {
    var row = TestTraffic.row(SystemCommands.TOPIC, List.of()).with(EccField.SOURCE, command);
    return judge
        .judge(
            traffic.notarized(new OutboundMessage.Bare(row), 1),
            FRESH,
            new CircleView(state, standing),
            START)
        .verdict();
  }
}
