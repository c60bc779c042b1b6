package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the story plays: who takes part, who looks on, and how fast it goes.
 *
 * @param circle the processes
 * @param screen what the audience sees
 * @param pace how fast
 * @param ledger the promises
 * @param skips what is left out
 * @param hands the folder that update sets are laid into for a person to open; empty where they are
 *     carried at once
 */
record Stage(
    Circle circle,
    Screen screen,
    Pace pace,
    Ledger ledger,
    Set<Skip> skips,
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Path> hands) {
  /** What a step does; the answer says what was seen. */
  @FunctionalInterface
  interface Act {
    /**
     * Does it.
     *
     * @return what was seen, for the audience; may be empty
     * @throws RefusedException if it did not work: the story ends
     */
    String take() throws RefusedException;
  }

  /** Takes one of the product's steps. */
  void take(Step step, Act act) throws RefusedException {
    take(step.lane(), step.number(), step.label(), act);
  }

  /** Takes a step. */
  void take(Lane lane, String number, String label, Act act) throws RefusedException {
    String seen;
    try {
      seen = act.take();
    } catch (RefusedException e) {
      screen.step(lane, number, label, false);
      throw new RefusedException(
          "step %s, %s: %s".formatted(number, label, e.getMessage()), e.reason());
    }
    screen.step(lane, number, label, true);
    if (!seen.isEmpty()) {
      screen.detail(seen);
    }
    pace.pause(screen);
  }

  /** What two administrators do to establish the circle. */
  Establishment establishment() {
    return new Establishment(circle.trusted(), circle.production());
  }

  /** Whether a step is left out. */
  boolean isSkipped(Skip skip) {
    return skips.contains(skip);
  }

  /** Carries an update set to production: by hand, where somebody wants to open it first. */
  Bytes carry(String name, Bytes xml) throws RefusedException {
    if (hands.isEmpty()) {
      return xml;
    }
    Path file = hands.get().resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".xml");
    try {
      Files.write(file, xml.toByteArray());
      pace.awaitEnter(screen, file + ": open it, break it; Enter imports what is there then");
      return Bytes.copyOf(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RefusedException("cannot carry %s: %s".formatted(file, e.getMessage()), "file");
    }
  }
}
