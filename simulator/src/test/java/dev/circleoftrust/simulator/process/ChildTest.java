package dev.circleoftrust.simulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void theAddressIsTheLastWordOfTheReadyLine() {
    try (Child child = start("echo noise; echo READY mid-1 http://127.0.0.1:80; exec sleep 60")) {
      assertThat(child.awaitReady(PATIENCE)).isEqualTo("http://127.0.0.1:80");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void eachIsHeardHoweverManyOthersAreSilent() {
    var children = new ArrayList<Child>();
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors() + 4; i++) {
        Child child =
            start("sleep 0.2; echo READY x http://127.0.0.1:8%d; exec sleep 60".formatted(i));
        children.add(child);
      }
      for (Child child : children) {
        assertThat(child.awaitReady(PATIENCE)).startsWith("http://127.0.0.1:8");
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  @Test
  void oneThatEndsEarlyIsReportedWithItsStatusAndLastLines() {
    try (Child child = start("for i in 1 2 3 4 5 6 7 8 9; do echo line $i >&2; done; exit 3")) {
      assertThatThrownBy(() -> child.awaitReady(PATIENCE))
          .isInstanceOf(ChildFailedException.class)
          .hasMessageStartingWith(
              "sh (process %d) ended with status 3; it wrote last:\n  line 2\n"
                  .formatted(child.pid()))
          .hasMessageEndingWith("\n  line 9");
    }
  }

  @Test
  void whereNothingIsOnStandardErrorTheNewestLogFileSpeaks() {
    try (Child child = start("echo from the log > logs/own.log; exit 1")) {
      assertThatThrownBy(() -> child.awaitReady(PATIENCE)).hasMessageEndingWith("from the log");
    }
  }

  @Test
  void oneThatSaysNothingIsNotWaitedForForEver() {
    try (Child child = start("exec sleep 60")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(200)))
          .hasMessageContaining("was not ready within 0 s; it wrote nothing");
    }
  }

  @Test
  void oneThatIgnoresTheSignalIsKilled() {
    Child child = start("trap '' TERM; echo READY x y; while :; do sleep 1; done");
    child.awaitReady(PATIENCE);
    child.close();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void oneThatHoldsOnUntilItsInputEndsIsEndedThatWay() throws Exception {
    Launch launch = launch("echo READY x y; cat > /dev/null; exit 7", Launch.Ending.END_OF_INPUT);
    Child child = Child.start(launch);
    child.awaitReady(PATIENCE);
    child.close();
    assertThat(child.ended().get(20, TimeUnit.SECONDS)).contains("ended with status 7");
  }

  @Test
  void closingTwiceDoesNoHarm() {
    Child child = start("exec sleep 60");
    child.close();
    child.close();
    assertThat(child.isAlive()).isFalse();
  }

  private Child start(String script) {
    return Child.start(launch(script, Launch.Ending.SIGNAL));
  }

  private Launch launch(String script, Launch.Ending ending) {
    return new Launch("sh", folder, List.of("sh", "-c", script), ending, Duration.ofMillis(500));
  }
}
