package dev.circleoftrust.simulator.load.figure;

import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.PartResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether what a MID Server keeps grows with what it has judged: the most resident memory after any
 * part of the second half of a run, beside that of the first. It has a target over ten million
 * records, and none over fewer.
 */
public final class Memory {
  private static final long ENOUGH = 10_000_000;
  private static final double FLAT = 1.1;
  private static final double MILLION = 1e6;

  private Memory() {}

  /** A row for each MID Server whose memory the operating system tells. */
  public static List<Compared> of(ChannelResult channel, List<String> mids) {
    return mids.stream().flatMap(mid -> of(channel, mid).stream()).toList();
  }

  private static Optional<Compared> of(ChannelResult channel, String mid) {
    List<PartResult> counted =
        channel.parts().stream().filter(part -> part.name().counted()).toList();
    int half = counted.size() / 2;
    long early = most(counted.subList(0, half), mid);
    long late = most(counted.subList(half, counted.size()), mid);
    if (early == 0 || late == 0) {
      return Optional.empty();
    }
    long all = channel.account().made();
    double growth = (double) late / early;
    return Optional.of(
        new Compared(
            "memory of " + mid,
            "memory",
            new Compared.Figure(late, "MiB", 0, 0),
            all < ENOUGH
                ? Optional.empty()
                : Optional.of(
                    new Compared.Aim(
                        "the first half of the run", growth, "<= 1.1", growth <= FLAT)),
            String.format(
                Locale.ROOT,
                "most that was resident: %d MiB in the first half of the run, %d MiB in the second;"
                    + " %.1f million records in all",
                early,
                late,
                all / MILLION)));
  }

  private static long most(List<PartResult> parts, String mid) {
    return parts.stream()
        .mapToLong(part -> part.effort().after().rssMiB().getOrDefault(mid, 0L))
        .max()
        .orElse(0);
  }
}
