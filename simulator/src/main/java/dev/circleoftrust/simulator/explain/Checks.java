package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.Check;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks that a MID Server makes, made here again.
 *
 * @param lines each check that was made, in its order
 * @param mayRun whether all of them hold
 * @param word {@code verified}, or the reason of the refusal
 * @param verdict the whole verdict, for a person
 * @param remedy what to do; empty where nothing is wrong
 */
record Checks(List<String> lines, boolean mayRun, String word, String verdict, String remedy) {
  Checks {
    lines = List.copyOf(lines);
  }

  /**
   * Judges under enforcement, with an empty firewall; positions are the MID Server's own memory.
   */
  static Checks of(Seen sent, AgentName agent, Optional<CircleState> state) {
    var judge = new Judge(agent, EccFirewall.none(), Judge.DEFAULT_MAX_RECORD_AGE);
    var received =
        new ReceivedRecord(
            sent.topic(),
            sent.partition(),
            sent.key(),
            sent.value(),
            sent.values(BatchStatement.HEADER),
            sent.values(BatchProof.HEADER),
            sent.values(SharedProofs.PLACE_HEADER),
            null);
    var standing = new Standing.Enforced(Standing.Cause.TURNED_ON, "explained");
    Verdict verdict =
        judge.judgeAgain(received, new CircleView(state.orElse(null), standing), sent.at());
    return switch (verdict) {
      case Rejected rejected -> rejected(rejected);
      case MayRun run -> accepted(run);
    };
  }

  private static Checks rejected(Rejected rejected) {
    var lines = new ArrayList<>(rejected.passed().stream().map(Checks::held).toList());
    lines.add("failed   " + rejected.detail());
    String code = rejected.reason().code();
    return new Checks(
        lines,
        false,
        code,
        "refused as %s under enforcement".formatted(code),
        rejected.reason().remedy());
  }

  private static Checks accepted(MayRun run) {
    List<String> lines = new ArrayList<>();
    for (Check check : Check.values()) {
      if (check != Check.POSITION) {
        lines.add(held(check));
      }
    }
    return new Checks(lines, true, run.basis(), "may run, on basis " + run.basis(), "");
  }

  private static String held(Check check) {
    return "held     " + check.label();
  }
}
