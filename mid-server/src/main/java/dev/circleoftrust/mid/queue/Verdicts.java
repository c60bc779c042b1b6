package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.probe.ProbeResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what became of rows since the start. Every counter is there from the start, and tagged by
 * closed vocabularies only. Safe for any number of threads.
 */
public final class Verdicts {
  private static final List<String> BASES =
      List.of("verified", "allowed-by-firewall", "not-enforced");

  private final Map<String, Counter> accepted = new LinkedHashMap<>();
  private final Map<String, Counter> rejected = new LinkedHashMap<>();
  private final Counter finished;
  private final Counter failed;
  private final Counter quarantinedWhole;
  private final Counter quarantinedDigest;
  private final Counter skipped;
  private final Counter sightTurns;
  private final Counter sightRows;

  /**
   * What was settled at sight.
   *
   * @param turns of lanes
   * @param rows of those turns
   */
  public record Sight(long turns, long rows) {}

  /** Counters in {@code registry}. */
  public Verdicts(MeterRegistry registry) {
    for (String basis : BASES) {
      accepted.put(basis, registry.counter("ecc.verdicts", "verdict", basis, "reason", "none"));
    }
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(
          reason.code(),
          registry.counter("ecc.verdicts", "verdict", "rejected", "reason", reason.code()));
    }
    finished = registry.counter("ecc.results", "outcome", "finished");
    failed = registry.counter("ecc.results", "outcome", "failed");
    quarantinedWhole = registry.counter("ecc.quarantined", "form", "original");
    quarantinedDigest = registry.counter("ecc.quarantined", "form", "digest");
    skipped = registry.counter("ecc.offsets.skipped");
    sightTurns = registry.counter("ecc.sight.turns");
    sightRows = registry.counter("ecc.sight.rows");
  }

  void accepted(MayRun verdict) {
    count(accepted, verdict.basis());
  }

  void rejected(RejectionReason reason) {
    count(rejected, reason.code());
  }

  void ran(ProbeResult result) {
    switch (result) {
      case ProbeResult.Finished _ -> finished.increment();
      case ProbeResult.Failed _ -> failed.increment();
    }
  }

  void quarantined(boolean whole) {
    (whole ? quarantinedWhole : quarantinedDigest).increment();
  }

  /** Counts an offset that is passed over unread. */
  void skipped() {
    skipped.increment();
  }

  /** Counts rows that were settled at sight, in one turn of a lane. */
  void settledAtSight(int rows) {
    sightTurns.increment();
    sightRows.increment(rows);
  }

  /** How many turns and rows were settled at sight. */
  public Sight atSight() {
    return new Sight((long) sightTurns.count(), (long) sightRows.count());
  }

  /** Every count that is not zero, by basis or reason. */
  public Map<String, Long> counts() {
    var counts = new LinkedHashMap<String, Long>();
    for (Map<String, Counter> counters : List.of(accepted, rejected)) {
      counters.forEach((name, counter) -> {
        long count = (long) counter.count();
        if (count > 0) {
          counts.put(name, count);
        }
      });
    }
    return counts;
  }

  /** The counts as parameters of a payload. */
  public List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    counts().forEach((name, count) -> parameters.add(new Parameter(name, Long.toString(count))));
    return parameters;
  }

  private static void count(Map<String, Counter> counters, String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      throw new IllegalStateException("not in the closed vocabulary: " + name);
    }
    counter.increment();
  }
}
