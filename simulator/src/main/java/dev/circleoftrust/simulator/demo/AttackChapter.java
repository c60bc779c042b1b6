package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.attack.Attack;
import dev.circleoftrust.simulator.attack.BrokerAttacks;
import dev.circleoftrust.simulator.attack.CodeAttacks;
import dev.circleoftrust.simulator.attack.JobAttacks;
import dev.circleoftrust.simulator.attack.LogAttacks;
import dev.circleoftrust.simulator.attack.Outcome;
import dev.circleoftrust.simulator.attack.Payroll;
import dev.circleoftrust.simulator.attack.Target;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.table.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same attacks, first while Code Signing is off and then while it is on. */
final class AttackChapter {
  private static final String NOT_TRIED = "-";
  private static final int WIDTH = 100;

  /** Attacks that make sense only where a job was executed, or a log is to be guarded. */
  private static final List<Attack> ONLY_ON = List.of(JobAttacks.jobTwice(), LogAttacks.cut());

  private static final List<Attack> ALWAYS =
      List.of(
          CodeAttacks.editedSql(),
          CodeAttacks.lyingProduction(),
          CodeAttacks.ownSql(),
          BrokerAttacks.straightToTopic(),
          BrokerAttacks.copiedToOtherMid(),
          BrokerAttacks.replayed(),
          CodeAttacks.undeclaredParameter(),
          JobAttacks.flagEdited(),
          JobAttacks.jobEdited(),
          JobAttacks.signsItself(),
          LogAttacks.forged());

  private final Stage stage;
  private final Target target;
  private final Map<String, String> off = new LinkedHashMap<>();
  private final Map<String, String> on = new LinkedHashMap<>();
  private String refusedRecord = "";

  AttackChapter(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
  }

  /** The breach: the first attack in full, the others in short. */
  void playOff() throws RefusedException {
    stage.screen().chapter("The breach: production is taken over while Code Signing is off");
    for (Attack attack : ALWAYS) {
      Outcome outcome = attempt(attack);
      stage.screen().step(lane(attack), "", attack.title(), true);
      stage.screen().verdict(outcome.refused(), words(outcome));
      off.put(attack.name(), words(outcome));
      stage.pace().pause(stage.screen());
    }
    boolean breached = !off.getOrDefault("edited-sql", "").startsWith("refused");
    stage.ledger().note("with Code Signing off the breach really deletes rows", breached);
    stage.screen().say("");
    stage.screen().say("The twelve rows are restored after each attack.");
  }

  /** The same, and more, while it is on. */
  void playOn() {
    stage.screen().chapter("The same attacks with " + later());
    var attacks = new ArrayList<>(ALWAYS);
    attacks.addAll(ONLY_ON);
    for (Attack attack : attacks) {
      judge(attack);
      stage.pace().pause(stage.screen());
    }
  }

  /** The sys_id of a record that was refused; empty where none was. */
  String refusedRecord() {
    return refusedRecord;
  }

  /** A line for each attack. */
  void table() {
    stage.screen().title("What the attacks came to");
    var rows = new ArrayList<List<String>>();
    for (Map.Entry<String, String> attack : on.entrySet()) {
      rows.add(
          List.of(
              attack.getKey(), off.getOrDefault(attack.getKey(), NOT_TRIED), attack.getValue()));
    }
    new TextTable(List.of("attack", "Code Signing off", later()), rows)
        .lines(WIDTH)
        .forEach(stage.screen()::raw);
  }

  private String later() {
    return stage.isSkipped(Skip.TURN_ON) ? "Code Signing still off" : "Code Signing on";
  }

  private void judge(Attack attack) {
    Outcome outcome;
    try {
      outcome = attempt(attack);
    } catch (RefusedException e) {
      outcome = new Outcome(false, "not seen", e.sentence(), "");
    }
    int rows = target.payroll().count();
    boolean held = attack.isRefusedAsPromised(outcome) && rows == Payroll.ROWS;
    stage.screen().step(lane(attack), "", attack.title(), held);
    stage.screen().verdict(held, words(outcome) + (held ? "; the rows stay " + rows : ""));
    if (held && !outcome.evidence().isEmpty()) {
      stage.screen().detail(outcome.evidence());
    }
    on.put(attack.name(), words(outcome));
    stage.ledger().note("%s refused as %s".formatted(attack.name(), attack.expected()), held);
    if (held && refusedRecord.isEmpty()) {
      refusedRecord = outcome.record();
    }
  }

  private Outcome attempt(Attack attack) throws RefusedException {
    return attack.attempt().on(target);
  }

  private static String words(Outcome outcome) {
    return outcome.refused() ? "refused: " + outcome.reason() : outcome.reason();
  }

  private static Lane lane(Attack attack) {
    return switch (attack.name()) {
      case "straight-to-topic", "copied", "replayed" -> Lane.MID_SERVERS;
      default -> Lane.PRODUCTION;
    };
  }
}
