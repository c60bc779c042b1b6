package dev.circleoftrust.trusted.export;

import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.circle.Appender;

/**
 * What this instance appends to the log itself, so that production cannot veto it: revocations,
 * withdrawals, <i>Turn on</i>. What loosens is refused: that takes production's countersignature.
 *
 * <p>Safe for any number of threads.
 */
public final class Tightenings {
  private static final String ROLE = "security_admin, sn_kmf.admin";

  private final Terms terms;
  private final StatementSigning signing;
  private final Appender appender;

  /** Appends by {@code appender}. */
  public Tightenings(Terms terms, StatementSigning signing, Appender appender) {
    this.terms = terms;
    this.signing = signing;
    this.appender = appender;
  }

  /** Signs and appends; the answer is the state that it is part of. */
  public CircleState append(Action action, String user) throws ActionRefusedException {
    requireTightening(action);
    var validity = terms.validity();
    var order = new Order(new Actor(user, ROLE), "Append to the circle log: " + action.type());
    return appender.append((state, previous) -> {
      var instruction = new Instruction(state.circle(), previous, action, validity);
      return signing.appended(instruction, state, order);
    });
  }

  /** A lower threshold is refused later, by the circle itself, for want of a countersignature. */
  private static void requireTightening(Action action) throws ActionRefusedException {
    boolean loosens =
        switch (action) {
          case Action.TurnOff _, Action.TrustKey _ -> true;
          case Action.TurnOn _, Action.RevokeKey _, Action.WithdrawCode _, Action.SetThreshold _ ->
              false;
        };
    if (loosens) {
      throw ActionRefusedException.unfit(
          "loosens",
          "%s loosens: export it, and have production execute it".formatted(action.type()));
    }
  }
}
