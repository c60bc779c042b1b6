package dev.circleoftrust.simulator.load.measure;

import dev.circleoftrust.simulator.load.account.Answer;
import dev.circleoftrust.simulator.load.account.Ledger;
import java.util.List;

/**
 * What is written down of one run as its answers come: the account and the times. Safe for any
 * number of threads.
 *
 * @param ledger the account
 * @param timeline the times
 */
public record Recording(Ledger ledger, Timeline timeline) {
  /** Of a run that begins now. */
  public static Recording of(long run, long now) {
    return new Recording(new Ledger(run), new Timeline(now));
  }

  /** Writes down what was read at the time {@code now}. */
  public void take(List<Answer> answers, long now) {
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Result(var row) -> {
          ledger.result(row);
          timeline.completed(now, now - row.due());
        }
        case Answer.Refused(var row, var name) -> {
          ledger.refused(row, name);
          timeline.completed(now, now - row.due());
        }
        case Answer.RefusedAt(var place, var reason) -> {
          ledger.refusedAt(place, reason);
          timeline.completed(now);
        }
        case Answer.Unasked _ -> {}
      }
    }
  }
}
