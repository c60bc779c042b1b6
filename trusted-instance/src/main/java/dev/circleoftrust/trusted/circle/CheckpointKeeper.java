package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.signing.Occasion;
import dev.circleoftrust.trusted.signing.SigningDesk;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vouches for the log, unattended: each minute and at each new head. It is the one place where what
 * came over Kafka leads to a signature, and the only thing that it can sign is a checkpoint that
 * {@link CheckpointRules} allow.
 *
 * <p>One thread runs it; {@link #report()} is safe for any number.
 */
public final class CheckpointKeeper implements Runnable, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointKeeper.class);
  private static final Occasion OCCASION = new Occasion(Actor.UNATTENDED, "Checkpoint", null);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CircleLog log;
  private final LogReader reader;
  private final Vouching vouching;
  private final CirclePublisher publisher;
  private final InstantSource clock;
  private volatile boolean closing;
  private volatile CheckpointReport report = CheckpointReport.none();

  /**
   * With what checkpoints are signed.
   *
   * @param key the checkpoint key
   * @param desk signs with it
   */
  public record Vouching(Signer key, SigningDesk desk) {}

  /** Vouches for {@code log}, as far as {@code reader} has read it. */
  public CheckpointKeeper(
      CircleLog log,
      LogReader reader,
      Vouching vouching,
      CirclePublisher publisher,
      InstantSource clock) {
    this.log = log;
    this.reader = reader;
    this.vouching = vouching;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      while (!closing) {
        Optional<CircleState> seen = log.state();
        boolean done = seen.isEmpty() || round();
        log.awaitChange(seen, done ? INTERVAL : RETRY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  /** How the last round went. */
  public CheckpointReport report() {
    return report;
  }

  @Override
  public void close() {
    closing = true;
    log.wake();
  }

  /** One round; false where it should be tried again soon. */
  private boolean round() throws InterruptedException {
    if (!reader.awaitEnd(PATIENCE)) {
      hindered(List.of("the broker does not answer: the end of the log is not known"));
      return false;
    }
    log.word().lock();
    try {
      return log.state().isEmpty() || vouch(log.state().get());
    } catch (StoreException e) {
      if (!e.mayPass()) {
        throw e;
      }
      hindered(
          List.of("a checkpoint cannot be written down before it is given: " + e.getMessage()));
      return false;
    } finally {
      log.word().unlock();
    }
  }

  private boolean vouch(CircleState state) {
    Finding finding = log.judge(state);
    if (!(finding instanceof Finding.Sound(_, Optional<Digest> coverable, _))
        || coverable.isEmpty()) {
      hindered(finding.obstacles());
      return true;
    }
    if (state.key(vouching.key().keyId(), KeyPurpose.CHECKPOINT).isEmpty()) {
      hindered(List.of("the circle does not trust this instance's checkpoint key any more"));
      return true;
    }
    try {
      publish(state, coverable.get());
      hindered(finding.obstacles());
      return true;
    } catch (ActionRefusedException e) {
      LOGGER.atWarn().addKeyValue("reason", e.reason()).log("checkpoint not published");
      hindered(List.of("the broker did not acknowledge a checkpoint"));
      return false;
    }
  }

  private void publish(CircleState state, Digest head) throws ActionRefusedException {
    // On the disk before the word exists: it must never be given to two branches.
    log.memory().setLastSigned(head);
    Instant now = clock.instant();
    var statement =
        new Checkpoint(state.circle(), head, Validity.startingAt(now, Checkpoints.DEFAULT_MAX_AGE));
    Envelope envelope =
        vouching.desk().sign(statement, vouching.key(), KeyPurpose.CHECKPOINT, OCCASION);
    Bytes key = Bytes.ofUtf8(state.circle().toHex());
    LogItem item = new LogItem.Settled(envelope);
    if (state.apply(item) instanceof Outcome.Applied) {
      publisher.publish(EccTopics.CIRCLE, key, item.encode());
    }
    publisher.publish(EccTopics.CHECKPOINTS, key, envelope.encode());
    report = new CheckpointReport(head.toHex(), now, report.obstacles());
  }

  private void hindered(List<String> obstacles) {
    if (!obstacles.equals(report.obstacles())) {
      LOGGER
          .atWarn()
          .addKeyValue("obstacles", obstacles)
          .log("checkpoints: what stands in the way");
    }
    report = report.hindered(obstacles);
  }
}
