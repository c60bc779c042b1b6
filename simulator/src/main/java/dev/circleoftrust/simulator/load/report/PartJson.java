package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.figure.Saturation;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.Timeline;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Parts of a run as JSON.
 *
 * @param origin the run's beginning, in microseconds since 1970
 * @param cores that the machine has
 */
record PartJson(long origin, int cores) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final long LEAST = 300_000;

  /** A part of the channel. */
  ObjectNode part(PartResult part) {
    PartName name = part.name();
    ObjectNode json = StrictJson.object();
    json.put("id", name.id())
        .put("round", name.round())
        .put("mode", name.mode())
        .put("place", name.place().word())
        .put("kind", name.kind().word())
        .put("counted", name.counted())
        .put("t", seconds(part.timing().began()))
        .put("seconds", part.timing().seconds());
    if (part.timing().targetRate() > 0) {
      json.put("targetRate", part.timing().targetRate());
    }
    long made = part.account().made();
    json.put("recordsPerSecond", part.rate()).put("records", made);
    json.set("latency", latency(part.flow().timeline(), part.timing().targetRate() > 0));
    json.set("series", series(part.flow().timeline(), part.timing().stopped()));
    effort(json, part.effort(), part.rate());
    json.put("bytesPerRecord", made == 0 ? 0 : part.flow().wireBytes() / (double) made);
    json.put(
        "signatureBytesPerRecord", made == 0 ? 0 : part.account().signatureBytes() / (double) made);
    json.putObject("waiting")
        .put("unacknowledged", part.flow().waiting().unacknowledged())
        .put("unread", part.flow().waiting().unread());
    if (name.kind() == PartName.Kind.CAPACITY) {
      Saturation saturation = Saturation.of(part, cores);
      json.putObject("saturated").put("process", saturation.process()).put("why", saturation.why());
    }
    json.set("accounting", account(part.account()));
    return json;
  }

  /** CPU and memory while a part was counted. */
  void effort(ObjectNode json, PartResult.Effort effort, double rate) {
    Usage before = effort.before();
    Usage after = effort.after();
    ArrayNode cpu = json.putArray("cpu");
    after
        .cores(before)
        .forEach((process, used) ->
            cpu.addObject()
                .put("process", process)
                .put("cores", used)
                .put("microsPerRecord", rate == 0 ? 0 : used / rate * MICROS_A_SECOND)
                .put("rssMiB", after.rssMiB().getOrDefault(process, 0L)));
    json.put("machineCores", after.machineCores(before))
        .put("otherCores", after.otherCores(before))
        .put("readerCores", effort.readerCores());
  }

  /** Quantiles of all latencies. */
  ObjectNode latency(Timeline timeline, boolean due) {
    return Quantiles.json(timeline.total()).put("measuredFrom", due ? "due" : "made");
  }

  /**
   * Throughput and quantiles of each second. The last is cut off at {@code counted}: where little
   * of it is left there is no throughput, for so few records say nothing.
   *
   * @param counted until when throughput counts, in microseconds since 1970
   */
  ArrayNode series(Timeline timeline, long counted) {
    ArrayNode series = StrictJson.object().putArray("series");
    List<Histogram> all = timeline.seconds();
    for (int i = 0; i < all.size(); i++) {
      Histogram second = all.get(i);
      long from = timeline.began() + (long) (i * MICROS_A_SECOND);
      ObjectNode one = series.addObject();
      one.put("t", seconds(from));
      long to = Math.min(from + (long) MICROS_A_SECOND, counted);
      if (to - from >= LEAST) {
        one.put("recordsPerSecond", timeline.rate(from, to));
      }
      if (second.getTotalCount() > 0) {
        one.setAll(Quantiles.json(second));
        one.remove("p90");
      }
    }
    return series;
  }

  /** An account. */
  static ObjectNode account(Account account) {
    ObjectNode json = StrictJson.object();
    json.put("made", account.made()).put("accepted", account.accepted());
    counts(json.putObject("refused"), account.refused());
    counts(json.putObject("spoiled"), account.spoiled());
    json.put("missing", account.missing())
        .put("twice", account.twice())
        .put("unexpected", account.unexpected())
        .put("signatureBytes", account.signatureBytes())
        .put("held", account.held());
    account.problems().forEach(json.putArray("problems")::add);
    return json;
  }

  /** A time as the report has it. */
  double seconds(long micros) {
    return (micros - origin) / MICROS_A_SECOND;
  }

  private static void counts(ObjectNode json, Map<String, Long> counts) {
    counts.forEach(json::put);
  }
}
