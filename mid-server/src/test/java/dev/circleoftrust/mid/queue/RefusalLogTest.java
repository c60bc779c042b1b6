package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.circleoftrust.judgement.Check;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
  private static final Refusal UNSIGNED =
      new Refusal(RejectionReason.UNSIGNED, "no proof", "sign it", null);
  private static final Refusal EXPIRED =
      new Refusal(RejectionReason.BATCH_EXPIRED, "too old", "send again", null);

  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final RefusalLog log = new RefusalLog(clock);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void fewRefusalsAreToldOneByOneWithTheChecksThatHeld() {
    log.note(UNSIGNED, arrival(7), List.of(Check.FORM));
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getMessage()).isEqualTo("signature validation failed");
    assertThat(lines.list.getFirst().getKeyValuePairs().toString())
        .contains("reason=\"unsigned\"", "place=\"topic/1/7\"", Check.FORM.label());
  }

  @Test
  void aFloodIsALineForEachReasonAndSecondThatCountsEveryRecord() {
    for (int i = 0; i < 1_000; i++) {
      log.note(i % 4 == 0 ? EXPIRED : UNSIGNED, arrival(i), List.of());
    }
    assertThat(lines.list).hasSize(RefusalLog.LINES_A_SECOND);
    clock.advance(Duration.ofMillis(999));
    log.tell();
    assertThat(lines.list).hasSize(RefusalLog.LINES_A_SECOND);
    clock.advance(Duration.ofMillis(1));
    log.tell();
    var flood = lines.list.subList(RefusalLog.LINES_A_SECOND, lines.list.size());
    assertThat(flood)
        .extracting(line -> line.getKeyValuePairs().toString())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("unsigned", "records=\"735\"", "\"topic/1/21\"", "\"topic/1/999\""),
            line ->
                assertThat(line)
                    .contains("expired", "records=\"245\"", "\"topic/1/20\"", "\"topic/1/996\""));
    log.tell();
    log.note(UNSIGNED, arrival(1_000), List.of());
    assertThat(lines.list).hasSize(RefusalLog.LINES_A_SECOND + 3);
  }

  private static Arrival arrival(long offset) {
    return new Arrival("topic", 1, offset, Instant.EPOCH, null, null, List.of());
  }
}
