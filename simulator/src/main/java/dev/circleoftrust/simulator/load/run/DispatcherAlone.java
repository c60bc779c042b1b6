package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.measure.Steadiness;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How many records production makes, signs and sends where no MID Server takes part in it: records
 * for an agent that nobody is.
 *
 * @param channel production's source of rows
 * @param traffic what is sent
 * @param progress is told what came of it
 */
record DispatcherAlone(Channel channel, LoadSettings.Traffic traffic, Progress progress) {
  /** The agent that nobody is. */
  static final String NOBODY = "load-nobody";

  private static final Duration ASK = Duration.ofMillis(100);
  private static final int SPANS_A_PART = 5;
  private static final int LONGEST_RAMP = 3;
  private static final double NANOS_A_SECOND = 1e9;

  /**
   * Measures it.
   *
   * @param run a number that no other run has
   * @param signed whether Code Signing is on
   */
  Compared measure(long run, boolean signed) throws RefusedException, InterruptedException {
    var _ = channel.start(new Channel.Order(List.of(NOBODY), run, 0, 0, 0), traffic);
    Channel.State before = ramp();
    long began = System.nanoTime();
    Channel.State now = before;
    double seconds = 0;
    while (seconds < lasting()) {
      TimeUnit.NANOSECONDS.sleep(ASK.toNanos());
      now = channel.state();
      seconds = (System.nanoTime() - began) / NANOS_A_SECOND;
      progress.bar(
          "dispatcher alone",
          seconds / lasting(),
          (now.acknowledged() - before.acknowledged()) / seconds);
    }
    requireAll(channel.stop());
    long records = now.acknowledged() - before.acknowledged();
    double rate = records / seconds;
    String name = signed ? "dispatcher alone, signed" : "dispatcher alone, unsigned";
    progress.say(String.format(Locale.ROOT, "  %-48s %,12.0f records/s", name, rate));
    double bytes = (now.bytes() - before.bytes()) / (double) Math.max(1, records);
    return Compared.alone(
        name,
        "kafka",
        new Compared.Figure(rate, Compared.RECORDS, seconds, bytes),
        "rows made in memory, sent and acknowledged; no MID Server");
  }

  /** Until production is no faster any more, or three parts long. */
  private Channel.State ramp() throws RefusedException, InterruptedException {
    Duration part = traffic.amount().duration();
    long began = System.nanoTime();
    Channel.State now = channel.state();
    var steadiness = new Steadiness(part.dividedBy(SPANS_A_PART), began, now.acknowledged());
    while (!steadiness.at(System.nanoTime(), now.acknowledged())
        && System.nanoTime() - began < part.multipliedBy(LONGEST_RAMP).toNanos()) {
      TimeUnit.NANOSECONDS.sleep(ASK.toNanos());
      now = channel.state();
    }
    return channel.state();
  }

  private double lasting() {
    return traffic.amount().duration().toNanos() / NANOS_A_SECOND;
  }

  private static void requireAll(Channel.State end) throws RefusedException {
    if (end.failed() > 0 || end.acknowledged() != end.made()) {
      throw new RefusedException(
          "the dispatcher made %d records, of which the broker has %d"
              .formatted(end.made(), end.acknowledged()),
          "lost");
    }
  }
}
