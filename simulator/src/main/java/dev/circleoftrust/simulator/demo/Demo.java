package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.attack.Fate;
import dev.circleoftrust.simulator.attack.Target;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.explain.Explanation;

/** The story from the established circle to its end. For one thread. */
final class Demo {
  private final Stage stage;
  private final Target target;

  Demo(Stage stage, Target target) {
    this.stage = stage;
    this.target = target;
  }

  /** Plays it; what did not hold stands in the stage's ledger. */
  void play() throws RefusedException {
    new ContentChapter(stage, target).play();
    var attacks = new AttackChapter(stage, target);
    attacks.playOff();
    boolean on = !stage.isSkipped(Skip.TURN_ON);
    if (on) {
      new TurnOnChapter(stage).play();
    }
    attacks.playOn();
    if (on) {
      goodRow();
      explain(attacks.refusedRecord());
      new TurnOffChapter(stage, target).play();
    }
    attacks.table();
  }

  private void goodRow() throws RefusedException {
    stage.screen().say("");
    stage.take(
        Lane.MID_SERVERS,
        "",
        "A good row still runs",
        () -> {
          Fate fate = target.sendGoodRow();
          ContentChapter.requireRows(fate, "verified");
          return "%d rows, on basis %s".formatted(fate.rows(), fate.word());
        });
    stage.ledger().note("a good row runs verified", true);
  }

  private void explain(String record) throws RefusedException {
    stage.screen().title("./circle explain " + record);
    Explanation explanation = Explanation.of(stage.circle(), record);
    explanation.lines().forEach(stage.screen()::raw);
    stage.ledger().note("a refusal is explained", explanation.isComplete());
  }
}
