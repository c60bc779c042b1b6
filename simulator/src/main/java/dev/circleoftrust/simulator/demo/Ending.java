package dev.circleoftrust.simulator.demo;

/** The last words of the story, and its exit status. */
final class Ending {
  private static final int HELD = 0;
  private static final int BROKEN = 1;

  private Ending() {}

  /**
   * Tells how it ended; the last line says why where it did not end well.
   *
   * @param unexpected what ended it too early; empty where nothing did
   */
  static int tell(Stage stage, String unexpected) {
    Screen screen = stage.screen();
    Ledger ledger = stage.ledger();
    screen.say("");
    if (!unexpected.isEmpty()) {
      screen.raw("circle: the demo ended early: " + unexpected);
      return BROKEN;
    }
    for (Skip skip : stage.skips()) {
      screen.say("left out: " + skip.word());
    }
    if (!ledger.broken().isEmpty()) {
      ledger.broken().forEach(promise -> screen.say("did not happen: " + promise));
      screen.raw(
          "circle: %d of %d promises did not hold"
              .formatted(ledger.broken().size(), ledger.broken().size() + ledger.kept()));
      return BROKEN;
    }
    screen.raw("Every promise held: %d of %d.".formatted(ledger.kept(), ledger.kept()));
    return HELD;
  }
}
