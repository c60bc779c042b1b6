package dev.circleoftrust.production.job;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.circle.TrustedFriends;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.kafka.FollowerState;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.function.Supplier;

/** What a signed job needs around it, beside its own signature and place. */
public final class Surroundings {
  /** The property by which an instance is entitled to Code Signing. */
  public static final String OPT_IN = "com.snc.kmf.signature.validation.optin";

  private static final TableName PROPERTIES = new TableName("sys_properties");

  private final TableStore store;
  private final TrustedFriends friends;
  private final Guardrail guardrail;
  private final Supplier<FollowerState> follower;

  /**
   * @param follower how far production has read the circle log
   */
  public Surroundings(
      TableStore store,
      TrustedFriends friends,
      Guardrail guardrail,
      Supplier<FollowerState> follower) {
    this.store = store;
    this.friends = friends;
    this.guardrail = guardrail;
    this.follower = follower;
  }

  CheckLine optIn() {
    boolean optedIn =
        store
            .find(PROPERTIES, "name", OPT_IN)
            .filter(row -> row.value("value").equals("true"))
            .isPresent();
    return CheckLine.of(
        "Instance is opted in",
        optedIn,
        RefusalReason.PREREQUISITE_FAILED,
        optedIn
            ? OPT_IN + " is true"
            : "this instance is not opted in: set the property " + OPT_IN + " to true");
  }

  CheckLine broker() {
    FollowerState state = follower.get();
    return CheckLine.of(
        "Kafka broker answers",
        state.caughtUp(),
        RefusalReason.PREREQUISITE_FAILED,
        state.caughtUp()
            ? "the circle log is read to its end"
            : "the circle log is not read to its end: " + state.problem());
  }

  /** Turning on needs a certificate that can sign code; turning off needs none. */
  CheckLine certificates(CircleState state, KeyPurpose purpose, Action action, Instant now) {
    long inDate =
        friends.codeCertificates().stream()
            .filter(row -> isInDate(row.value("expires"), now))
            .count();
    boolean needed = action instanceof Action.TurnOn;
    return CheckLine.of(
        "Trusted CodeSigning Cert is present and in date",
        inDate > 0 || !needed,
        RefusalReason.PREREQUISITE_FAILED,
        "%d of %d certificates of %s"
            .formatted(inDate, state.keys(purpose).size(), purpose.productName()));
  }

  /** What loosens never counts without fresh checkpoints; what tightens does not wait for them. */
  CheckLine checkpoints(CircleLog log, Action action, Instant now) {
    CircleState state = log.state().orElseThrow();
    long fresh =
        log.checkpoints().trusted(state).stream()
            .filter(checkpoint -> state.contains(checkpoint.head()))
            .filter(checkpoint -> !checkpoint.at().plus(Checkpoints.DEFAULT_MAX_AGE).isBefore(now))
            .count();
    boolean loosens = action instanceof Action.TurnOff;
    return CheckLine.of(
        "Checkpoints are fresh",
        fresh >= state.threshold() || !loosens,
        RefusalReason.PREREQUISITE_FAILED,
        "by %d of %d issuers%s"
            .formatted(
                fresh,
                state.threshold(),
                fresh >= state.threshold() ? "" : ": start the trusted instance"));
  }

  CheckLine coverage(CircleState state, Instant now) {
    return CheckLine.passed("Signatures of records with code", guardrail.report(state, now));
  }

  private static boolean isInDate(String expires, Instant now) {
    try {
      return !GlideTime.parse(expires).isBefore(now);
    } catch (MalformedException _) {
      return false;
    }
  }
}
