package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.Saturation;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.JobResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The channel as JSON.
 *
 * @param parts writes its parts
 * @param result what it came to
 */
record ChannelJson(PartJson parts, ChannelResult result) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final double PERCENT = 100;

  ObjectNode json() {
    ObjectNode json = StrictJson.object();
    jobs(json.putArray("jobs"));
    ArrayNode list = json.putArray("parts");
    result.parts().forEach(part -> list.add(parts.part(part)));
    List<Round> rounds = Round.of(result);
    rounds(json.putArray("rounds"), rounds);
    if (!rounds.isEmpty()) {
      json.set("summary", summary(rounds));
    }
    json.set("accounting", PartJson.account(result.account()));
    return json;
  }

  private void jobs(ArrayNode list) {
    for (JobResult job : result.jobs()) {
      list.addObject()
          .put("action", job.on() ? "turn-on" : "turn-off")
          .put("t", parts.seconds(job.began()))
          .put("seconds", job.took() / MICROS_A_SECOND)
          .put("pauseSeconds", pause(job))
          .put("counted", job.counted());
    }
  }

  /** From the last record that was made before it to the first that was made after it. */
  private double pause(JobResult job) {
    long before = Long.MIN_VALUE;
    long after = Long.MAX_VALUE;
    for (PartResult part : result.parts()) {
      if (part.timing().stopped() <= job.began()) {
        before = Math.max(before, part.timing().stopped());
      } else {
        after = Math.min(after, part.timing().began());
      }
    }
    long from = before == Long.MIN_VALUE ? job.began() : before;
    long to = after == Long.MAX_VALUE ? job.began() + job.took() : after;
    return (to - from) / MICROS_A_SECOND;
  }

  private static void rounds(ArrayNode list, List<Round> rounds) {
    for (Round round : rounds) {
      list.addObject()
          .put("round", round.number())
          .put("offBefore", round.capacity().before())
          .put("on", round.capacity().on())
          .put("offAfter", round.capacity().after())
          .put("ratio", round.ratio())
          .put("offDifference", round.offDifference())
          .put("halfRate", round.rate())
          .put("p99OffBefore", round.p99().before())
          .put("p99On", round.p99().on())
          .put("p99OffAfter", round.p99().after())
          .put("p99Difference", round.p99Difference());
    }
  }

  private ObjectNode summary(List<Round> rounds) {
    ObjectNode json = StrictJson.object();
    Spread ratio = spread(rounds, Round::ratio);
    json.putObject("throughput")
        .<ObjectNode>set("off", Quantiles.json(rates(false)))
        .<ObjectNode>set("on", Quantiles.json(rates(true)))
        .<ObjectNode>set("ratio", Quantiles.json(ratio))
        .put("costPercent", PERCENT * (1 - ratio.median()));
    json.putObject("latencyAtHalf")
        .put("rate", spread(rounds, Round::rate).median())
        .<ObjectNode>set("off", latencies(false))
        .<ObjectNode>set("on", latencies(true))
        .set("p99Difference", Quantiles.json(spread(rounds, Round::p99Difference)));
    json.putObject("offOff")
        .<ObjectNode>set(
            "throughputPercent",
            Quantiles.json(spread(rounds, round -> PERCENT * round.offDifference())))
        .set("p99Millis", Quantiles.json(spread(rounds, r -> r.p99().after() - r.p99().before())));
    both(json, "saturated", this::saturated);
    both(json, "cpuMicrosPerRecord", this::cpu);
    perRecord(json, "bytesPerRecord", part -> part.flow().wireBytes());
    perRecord(json, "signatureBytesPerRecord", part -> part.account().signatureBytes());
    return json;
  }

  private interface OfMode {
    ObjectNode of(boolean on);
  }

  private static void both(ObjectNode json, String name, OfMode figure) {
    json.putObject(name).<ObjectNode>set("off", figure.of(false)).set("on", figure.of(true));
  }

  private void perRecord(ObjectNode json, String name, ToDoubleFunction<PartResult> bytes) {
    ToDoubleFunction<PartResult> each =
        part -> bytes.applyAsDouble(part) / Math.max(1, part.account().made());
    json.putObject(name).put("off", median(false, each)).put("on", median(true, each));
  }

  private double median(boolean on, ToDoubleFunction<PartResult> figure) {
    return Spread.of(
            counted(on, PartName.Kind.CAPACITY).stream()
                .map(part -> figure.applyAsDouble(part))
                .toList())
        .median();
  }

  private Spread rates(boolean on) {
    return Spread.of(counted(on, PartName.Kind.CAPACITY).stream().map(PartResult::rate).toList());
  }

  private ObjectNode latencies(boolean on) {
    return Quantiles.spread(
        counted(on, PartName.Kind.HALF).stream()
            .map(part -> part.flow().timeline().total())
            .toList());
  }

  private ObjectNode saturated(boolean on) {
    Saturation last = Saturation.of(counted(on, PartName.Kind.CAPACITY).getLast(), parts.cores());
    return StrictJson.object().put("process", last.process()).put("why", last.why());
  }

  private ObjectNode cpu(boolean on) {
    Map<String, Double> names = new LinkedHashMap<>();
    for (PartResult part : counted(on, PartName.Kind.CAPACITY)) {
      part.effort().after().cores(part.effort().before()).keySet().forEach(n -> names.put(n, 0.0));
    }
    ObjectNode json = StrictJson.object();
    names
        .keySet()
        .forEach(name ->
            json.put(
                name,
                median(
                    on,
                    part ->
                        part.effort().after().cores(part.effort().before()).getOrDefault(name, 0.0)
                            / Math.max(1, part.rate())
                            * MICROS_A_SECOND)));
    return json;
  }

  private List<PartResult> counted(boolean on, PartName.Kind kind) {
    return result.parts().stream()
        .filter(part -> part.name().counted())
        .filter(part -> part.name().isOn() == on && part.name().kind() == kind)
        .toList();
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(round -> figure.applyAsDouble(round)).toList());
  }
}
