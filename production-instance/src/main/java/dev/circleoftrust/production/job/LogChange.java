package dev.circleoftrust.production.job;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.production.circle.CircleAppender;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.circle.Countersigner;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/** Brings a statement into the circle log, and waits until production's own fold shows it. */
public final class LogChange {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CircleLog log;
  private final CircleAppender appender;
  private final Countersigner countersigner;

  /** Appends with {@code appender} and looks for it in {@code log}. */
  public LogChange(CircleLog log, CircleAppender appender, Countersigner countersigner) {
    this.log = log;
    this.appender = appender;
    this.countersigner = countersigner;
  }

  /** What the log would make of {@code instruction}, countersigned here; nothing is changed. */
  Outcome tryOut(Envelope instruction, Digest circle) {
    return log.fold(instructed(instruction, circle));
  }

  /** Appends the first statement of the circle that is pinned. */
  void establish(Envelope statement) throws RefusedException {
    append(new LogItem.First(statement), _ -> true);
  }

  /** Countersigns and appends an instruction. */
  void instruct(Envelope instruction, Digest circle) throws RefusedException {
    Digest id = instruction.statementId();
    append(instructed(instruction, circle), state -> state.containsStatement(id));
  }

  private LogItem instructed(Envelope instruction, Digest circle) {
    return new LogItem.Instructed(
        instruction, countersigner.countersign(circle, instruction.statementId()));
  }

  private void append(LogItem item, Predicate<CircleState> applied) throws RefusedException {
    if (log.fold(item) instanceof Outcome.Refused(var reason, var detail)) {
      throw new RefusedException(RefusalReason.of(reason), detail);
    }
    try {
      appender.append(item);
      if (!log.await(applied, PATIENCE)) {
        throw notConfirmed("it was appended, but did not come back within " + PATIENCE);
      }
    } catch (KafkaException _) {
      throw notConfirmed("the broker did not take it");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw notConfirmed("this instance is stopping");
    }
  }

  private static RefusedException notConfirmed(String detail) {
    return new RefusedException(
        RefusalReason.NOT_CONFIRMED,
        "the circle log does not show it yet: look at the circle's state, then try again (%s)"
            .formatted(detail));
  }
}
