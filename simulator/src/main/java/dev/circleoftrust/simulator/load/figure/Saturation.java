package dev.circleoftrust.simulator.load.figure;

import dev.circleoftrust.simulator.load.measure.PartResult;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * Which process holds the others back, and how that shows: by where records wait, and by who uses
 * the cores.
 *
 * @param process its name
 * @param why for a person
 */
public record Saturation(String process, String why) {
  /** The generator's name among the processes. */
  public static final String GENERATOR = "generator";

  /** A thread that is busier than this has no time left. */
  private static final double BUSY = 0.85;

  private static final double FULL = 0.9;

  /**
   * Of a part at capacity.
   *
   * @param cores that the machine has
   */
  public static Saturation of(PartResult part, int cores) {
    Map<String, Double> used = part.effort().after().cores(part.effort().before());
    double busy = part.effort().after().machineCores(part.effort().before());
    PartResult.Waiting waiting = part.flow().waiting();
    boolean sending = waiting.unacknowledged() > waiting.unread();
    String process =
        part.effort().readerCores() > BUSY ? GENERATOR : sending ? "production" : busiestMid(used);
    String machine =
        busy >= FULL * cores
            ? "; the machine has no core left (%.2f of %d busy)".formatted(busy, cores)
            : "; %.2f of %d cores are busy".formatted(busy, cores);
    String where =
        process.equals(GENERATOR)
            ? "its reading thread is busy %.0f %% of the time"
                .formatted(100 * part.effort().readerCores())
            : sending
                ? "%,d records wait to be acknowledged".formatted(waiting.unacknowledged())
                : "%,d records wait for their answer".formatted(waiting.unread());
    return new Saturation(
        process,
        String.format(
            Locale.ROOT,
            "%s, and it uses %.2f cores%s",
            where,
            used.getOrDefault(process, 0.0),
            machine));
  }

  /** Whether the one who measures held up what is measured. */
  public boolean isGenerator() {
    return process.equals(GENERATOR);
  }

  private static String busiestMid(Map<String, Double> used) {
    return used.entrySet().stream()
        .filter(one -> one.getKey().startsWith("load-"))
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse("MID Server");
  }
}
