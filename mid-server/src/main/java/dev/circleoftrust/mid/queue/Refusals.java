package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.judgement.Check;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words a rejection for whoever sent the row, logs it and counts it. Safe for several threads. */
final class Refusals {
  private final Circle circle;
  private final Verdicts verdicts;
  private final RefusalLog log;

  Refusals(Circle circle, Verdicts verdicts, RefusalLog log) {
    this.circle = circle;
    this.verdicts = verdicts;
    this.log = log;
  }

  /** What is told of {@code rejected}, which was judged in {@code view}. */
  Refusal refuse(Rejected rejected, Arrival arrival, CircleView view) {
    var refusal =
        new Refusal(
            rejected.reason(),
            rejected.detail(),
            remedy(rejected.reason(), arrival.timestamp(), view.standing()),
            mayBeAnswered(rejected, view) ? rowName(arrival) : null);
    note(refusal, arrival, rejected.passed());
    return refusal;
  }

  /** What is told of a row that a judge let through, and that does not run all the same. */
  Refusal refuse(RejectionReason reason, String detail, Arrival arrival) {
    Refusal.RowName row = reason == RejectionReason.REPLAYED ? null : rowName(arrival);
    var refusal = new Refusal(reason, detail, reason.remedy(), row);
    note(refusal, arrival, List.of());
    return refusal;
  }

  /** What is told of a row that production called off. */
  Refusal cancelled(Arrival arrival) {
    return refuse(
        RejectionReason.CANCELLED, "production cancelled the row before it began", arrival);
  }

  private void note(Refusal refusal, Arrival arrival, List<Check> passed) {
    verdicts.rejected(refusal.reason());
    log.note(refusal, arrival, passed);
  }

  /**
   * Production is told which row it was only where it is shown to have sent it, or where nobody
   * asks. A row that was passed before has its answer, so that a copy of it gets none.
   */
  private static boolean mayBeAnswered(Rejected rejected, CircleView view) {
    return rejected.reason() != RejectionReason.REPLAYED
        && (rejected.passed().contains(Check.BATCH_PROOF) || !view.standing().enforced());
  }

  /** Which row a record says that it is, whoever says so; absent where it is none. */
  static Refusal.@Nullable RowName rowName(Arrival arrival) {
    Bytes value = arrival.value();
    if (value == null) {
      return null;
    }
    try {
      EccRecord row = OutboundMessage.parse(value).ecc();
      return new Refusal.RowName(row.sysId(), row.topic());
    } catch (MalformedException _) {
      return null;
    }
  }

  private String remedy(RejectionReason reason, Instant sent, Standing standing) {
    if (reason != RejectionReason.UNSIGNED || !(standing instanceof Standing.Enforced enforced)) {
      return reason.remedy();
    }
    return switch (enforced.cause()) {
      case TURNED_ON, REQUIRED ->
          sent.isBefore(circle.snapshot().enforcedSince())
              ? "sent before Code Signing was on; send again"
              : reason.remedy();
      case NOT_ESTABLISHED, CONTRADICTED, BEHIND, NOT_FRESH, LOG_CUT ->
          "nothing proves here that Code Signing is off (%s: %s): see to that, then send again"
              .formatted(enforced.cause().code(), enforced.detail());
    };
  }
}
