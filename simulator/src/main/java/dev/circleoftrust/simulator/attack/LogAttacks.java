package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attacks on the circle log. */
public final class LogAttacks {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LogAttacks() {}

  /** A turn off that no trusted instance signed is appended to the log. */
  public static Attack forged() {
    return new Attack(
        "log-forged",
        "production signs a Turn Off and appends it to the log",
        "skipped",
        target -> {
          CircleReport before = report(target);
          long skipped = skipped(target);
          var _ = target.broker().write(EccTopics.CIRCLE, null, turnOff(target, before), List.of());
          long now =
              Patience.until(
                  "the forged entry, skipped by the trusted instance",
                  PATIENCE,
                  () -> Optional.of(skipped(target)).filter(count -> count > skipped));
          return judged(
              target, before, "skipped", "skipped entries %d -> %d".formatted(skipped, now));
        });
  }

  /** The log is emptied, and an unsigned row sent. */
  public static Attack cut() {
    return new Attack(
        "log-cut",
        "the circle log is cut away, the edited SQL sent again",
        "unsigned",
        target -> {
          List<Seen> log = target.broker().read(EccTopics.CIRCLE);
          target.broker().cut(EccTopics.CIRCLE, log.getLast().offset() + 1);
          try {
            return CodeAttacks.editedSql().attempt().on(target);
          } finally {
            for (Seen item : log) {
              var _ = target.broker().write(item); // for readers that come later
            }
          }
        });
  }

  private static Outcome judged(
      Target target, CircleReport before, String reason, String evidence) {
    CircleReport after = report(target);
    return after.enforcing() == before.enforcing() && after.head().equals(before.head())
        ? Outcome.refused(reason, evidence + "; the MID Server's head is as it was")
        : Outcome.happened("the head moved", "enforcing " + after.enforcing());
  }

  private static CircleReport report(Target target) {
    return CircleReport.of(target.circle().mid(target.mid()).get("/health"));
  }

  private static long skipped(Target target) {
    return target.circle().trusted().instance().get("/health").body().path("skipped").asLong();
  }

  private static Bytes turnOff(Target target, CircleReport now) {
    try {
      Digest circle = Digest.fromHex(now.circle());
      Validity validity = Validity.startingAt(Instant.now(), Duration.ofHours(1));
      Envelope instruction =
          signed(
              target,
              new Instruction(circle, Digest.fromHex(now.head()), new Action.TurnOff(), validity));
      Envelope execution =
          signed(target, new Execution(circle, instruction.statementId(), validity));
      return new LogItem.Instructed(instruction, execution).encode();
    } catch (MalformedException e) {
      throw new IllegalStateException("the MID Server names a head that is none", e);
    }
  }

  private static Envelope signed(Target target, Statement statement) {
    Bytes payload = statement.encode();
    Bytes signature = target.liar().sign(Pae.encode(statement.payloadType(), payload));
    return new Envelope(
        statement.payloadType(),
        payload,
        List.of(new Envelope.Signature(target.liar().keyId(), signature)));
  }
}
