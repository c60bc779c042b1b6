package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.ActionRefusedException.Kind;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Appends what tightens to the circle log, without production. From the choice of the head until
 * the instruction was read back nothing else is vouched for here. Safe for any number of threads.
 */
public final class Appender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOCK_SECONDS = 40;

  private final CircleLog log;
  private final LogReader reader;
  private final CirclePublisher publisher;

  /** Appends to the topic that {@code reader} reads into {@code log}. */
  public Appender(CircleLog log, LogReader reader, CirclePublisher publisher) {
    this.log = log;
    this.reader = reader;
    this.publisher = publisher;
  }

  /** Makes an instruction that builds on a head. */
  @FunctionalInterface
  public interface Draft {
    /** The signed instruction. */
    Envelope on(CircleState state, Digest previous) throws ActionRefusedException;
  }

  /**
   * Appends an instruction, and waits until it is part of the log here.
   *
   * @return the state that it is part of
   */
  public CircleState append(Draft draft) throws ActionRefusedException {
    try {
      if (!reader.awaitEnd(PATIENCE)) {
        throw unavailable("the broker does not answer: nothing was signed; try again");
      }
      if (!log.word().tryLock(LOCK_SECONDS, TimeUnit.SECONDS)) {
        throw unavailable("a checkpoint is being published: nothing was signed; try again");
      }
      try {
        return appended(draft);
      } finally {
        log.word().unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable("this instance is stopping");
    }
  }

  private CircleState appended(Draft draft) throws ActionRefusedException, InterruptedException {
    CircleState state = log.established();
    Envelope envelope = draft.on(state, log.acceptedHead());
    Digest id = envelope.statementId();
    var item = new LogItem.Instructed(envelope, null);
    if (state.apply(item) instanceof Outcome.Refused(var reason, var detail)) {
      throw ActionRefusedException.notNow(
          reason.code(), "the circle would refuse this instruction: " + detail);
    }
    log.memory().addPublication(envelope);
    publisher.publish(EccTopics.CIRCLE, Bytes.ofUtf8(state.circle().toHex()), item.encode());
    log.memory().acknowledge(id);
    if (!log.awaitStatement(id, PATIENCE)) {
      throw unavailable(
          "instruction %s was appended, but did not come back yet: look at the log".formatted(id));
    }
    return log.established();
  }

  private static ActionRefusedException unavailable(String message) {
    return new ActionRefusedException(Kind.UNAVAILABLE, "broker-unavailable", message);
  }
}
