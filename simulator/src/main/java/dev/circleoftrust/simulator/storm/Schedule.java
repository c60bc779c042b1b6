package dev.circleoftrust.simulator.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which faults strike whom and when: a pure function of a seed, a duration and the processes. Every
 * kind strikes every process that it can strike before any comes a second time, in an order that
 * the seed draws, as far as the duration reaches.
 *
 * @param faults in the order in which they strike
 */
public record Schedule(List<Fault> faults) {
  /** The broker's name. */
  public static final String BROKER = "broker";

  private static final int GAP_AT_LEAST = 500;
  private static final int GAP_DRAWN = 1_500;
  private static final int LASTING_DRAWN = 1_500;

  /** Between two faults of one process it must be able to do something. */
  private static final Duration REST = Duration.ofSeconds(3);

  /** A process that nothing happens to shows nothing: the first fault comes soon. */
  private static final int FIRST = 1_000;

  public Schedule {
    faults = List.copyOf(faults);
  }

  private record Card(Fault.Kind kind, String target) {}

  /**
   * The schedule that a seed stands for.
   *
   * @param processes those that are clients of the broker
   */
  public static Schedule of(long seed, Duration duration, List<String> processes) {
    var random = new Random(seed);
    var faults = new ArrayList<Fault>();
    List<Card> deck = new ArrayList<>();
    Map<String, Duration> busy = new HashMap<>();
    Duration at = Duration.ofMillis(FIRST);
    while (at.compareTo(duration) < 0) {
      if (deck.isEmpty()) {
        deck = deck(processes);
        Collections.shuffle(deck, random);
      }
      Duration now = at;
      Card card =
          deck.stream()
              .filter(c -> busy.getOrDefault(c.target(), Duration.ZERO).compareTo(now) <= 0)
              .findFirst()
              .orElse(deck.getFirst());
      Duration since = busy.getOrDefault(card.target(), Duration.ZERO);
      at = since.compareTo(now) > 0 ? since : now;
      deck.remove(card);
      Duration lasting = Duration.ofMillis(random.nextInt(LASTING_DRAWN));
      faults.add(new Fault(at, card.kind(), card.target(), lasting));
      busy.put(card.target(), at.plus(lasting).plus(REST));
      at = at.plusMillis(GAP_AT_LEAST + random.nextInt(GAP_DRAWN));
    }
    return new Schedule(faults.stream().filter(f -> f.at().compareTo(duration) < 0).toList());
  }

  /** When the last one is over. */
  public Duration end() {
    return faults.stream().map(Fault::until).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static List<Card> deck(List<String> processes) {
    var cards = new ArrayList<Card>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      switch (kind) {
        case KILL, FREEZE -> {
          cards.add(new Card(kind, BROKER));
          processes.forEach(process -> cards.add(new Card(kind, process)));
        }
        case STOP -> cards.add(new Card(kind, BROKER));
        case CUT, STALL -> processes.forEach(process -> cards.add(new Card(kind, process)));
      }
    }
    return cards;
  }
}
