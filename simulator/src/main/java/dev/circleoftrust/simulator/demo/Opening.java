package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.client.RefusedException;
import java.util.List;

/** The processes start, one after another, and the circle is established between them. */
final class Opening {
  private Opening() {}

  static void play(Stage stage, RunningCircle circle, List<String> mids) throws RefusedException {
    Screen screen = stage.screen();
    screen.say("A Circle of Trust of separate processes in " + circle.folder().path());
    show(screen, circle.startBroker());
    circle.startInstances(mids).forEach(member -> show(screen, member));
    new EstablishChapter(stage).play();
    circle.established(stage.circle().trusted().circle().circle());
    screen.say("");
    stage.take(
        Lane.MID_SERVERS,
        "",
        "The MID Servers start, pinned to the circle",
        () -> {
          circle.startMids(mids, List.of());
          return "circle " + circle.folder().settings().circle();
        });
    for (String mid : mids) {
      show(
          screen,
          circle.members().stream().filter(m -> m.name().equals(mid)).findFirst().orElseThrow());
    }
    TurnOnChapter.awaitMids(stage, false);
  }

  /** The circle was established by somebody else; Code Signing must be off. */
  static void attached(Stage stage) throws RefusedException {
    stage.screen().say("An established circle that runs already");
    for (Running.Member member : stage.circle().members()) {
      stage.screen().raw("  %-12s %s".formatted(member.name(), member.address()));
    }
    TurnOnChapter.awaitMids(stage, false);
  }

  private static void show(Screen screen, Running.Member member) {
    screen.raw("  %-12s process %-8d %s".formatted(member.name(), member.pid(), member.address()));
  }
}
