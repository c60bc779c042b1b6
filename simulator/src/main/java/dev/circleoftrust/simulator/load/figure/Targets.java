package dev.circleoftrust.simulator.load.figure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is aimed at, as ratios within one run. */
public final class Targets {
  private static final double ON_TO_OFF = 0.9;
  private static final double TO_ES256_DEFAULT = 100;
  private static final double TO_ES256_FASTEST = 30;
  private static final double TO_EQUAL_BYTES = 0.9;
  private static final double TO_EQUAL_PAYLOAD = 0.7;
  private static final Duration BEYOND_LINGER = Duration.ofMillis(5);

  private Targets() {}

  /** Throughput and latency of the channel over these rounds. */
  public static List<Compared> channel(List<Round> rounds, Duration linger) {
    var rows = new ArrayList<Compared>();
    if (rounds.isEmpty()) {
      return rows;
    }
    Spread ratio = Spread.of(rounds.stream().map(Round::ratio).toList());
    rows.add(
        new Compared(
            "channel, on / off",
            "channel",
            new Compared.Figure(ratio.median(), "of the throughput while off", 0, 0),
            Optional.of(
                new Compared.Aim(
                    "the parts off on both sides",
                    ratio.median(),
                    ">= 0.9",
                    ratio.median() >= ON_TO_OFF)),
            "median of %d rounds, from %.3f to %.3f"
                .formatted(ratio.n(), ratio.min(), ratio.max())));
    Spread later = Spread.of(rounds.stream().map(Round::p99Difference).toList());
    long most = linger.plus(BEYOND_LINGER).toMillis();
    rows.add(
        new Compared(
            "p99 on - p99 off at half of the capacity",
            "latency",
            new Compared.Figure(later.median(), "ms", 0, 0),
            Optional.of(
                new Compared.Aim(
                    "the parts off on both sides",
                    Double.NaN,
                    "<= %d ms".formatted(most),
                    later.median() <= most)),
            "median of %d rounds, from %.1f to %.1f ms; the linger is %d ms"
                .formatted(later.n(), later.min(), later.max(), linger.toMillis())));
    return rows;
  }

  /** One MID Server's judging. */
  public static List<Compared> judging(
      Compared judge, Compared es256Default, Compared es256Fastest) {
    return List.of(
        judge.atLeast(TO_ES256_DEFAULT, ">= 100 x", es256Default),
        judge.atLeast(TO_ES256_FASTEST, ">= 30 x", es256Fastest));
  }

  /** What production signs and sends. */
  public static List<Compared> dispatcher(
      Compared signed, Compared equalBytes, Compared equalPayload) {
    return List.of(
        signed.atLeast(TO_EQUAL_BYTES, ">= 0.9", equalBytes),
        signed.atLeast(TO_EQUAL_PAYLOAD, ">= 0.7", equalPayload));
  }
}
