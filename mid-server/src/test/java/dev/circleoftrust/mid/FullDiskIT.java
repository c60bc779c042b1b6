package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.OutboundMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Larger than what a page that is there already may still take. */
  private static final String LONG = "UPDATE effects SET n = n + 1 -- " + "x".repeat(3000);

  @TempDir private Path folder;

  @Test
  void whatCannotBeWrittenDownIsNotBegunAndAllGoesOnOnceThereIsRoom() throws Exception {
    try (var scene = new Scene(folder)) {
      scene.turnOn();
      try (var mid = TestMid.start(scene)) {
        await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
        mid.limitMemory(1);
        OutboundMessage message =
            scene.production.signed(TestProduction.source(scene.payroll, LONG, ""));
        scene.wire().append(scene.production.notarized(message));
        await()
            .atMost(PATIENCE)
            .until(() -> mid.health().get("problems").toString().contains("full"));
        JsonNode health = mid.health();
        assertThat(health.get("live").booleanValue()).isTrue();
        assertThat(health.get("ready").booleanValue()).isFalse();
        assertThat(scene.answers()).isEmpty();
        assertThat(scene.number("SELECT n FROM effects")).isZero();
        mid.limitMemory(1_000_000);
        await().atMost(PATIENCE).until(() -> !scene.answersTo(message.ecc().sysId()).isEmpty());
        assertThat(scene.answersTo(message.ecc().sysId()))
            .singleElement()
            .satisfies(answer -> assertThat(answer.state()).isEqualTo(EccState.READY));
        assertThat(scene.number("SELECT n FROM effects")).isOne();
        await().atMost(PATIENCE).until(() -> mid.health().get("ready").booleanValue());
        assertThat(mid.deaths()).isEmpty();
      }
    }
  }
}
