package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.figure.QueueRound;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The queue as JSON.
 *
 * @param writer of what parts of both pipelines have in common
 * @param settings what was asked for
 * @param parts in their order
 */
record QueueJson(PartJson writer, LoadSettings settings, List<QueuePart> parts) {
  private static final double PERCENT = 100;

  ObjectNode json() {
    ObjectNode queue = StrictJson.object();
    long work = settings.course().work().toMillis();
    queue.put("what", work == 0 ? "JDBCProbe" : "RESTProbe of %d ms".formatted(work));
    queue.put("members", parts.stream().mapToInt(part -> part.name().members()).max().orElse(1));
    ArrayNode list = queue.putArray("parts");
    ArrayNode scaling = queue.putArray("scaling");
    for (QueuePart part : parts) {
      list.add(part(part));
      if (part.name().place().equals("scaling")) {
        scaling
            .addObject()
            .put("members", part.name().members())
            .put("rowsPerSecond", part.rate())
            .put("p99", Quantiles.millis(part.flow().timeline().total(), 99));
      }
    }
    List<QueueRound> rounds = QueueRound.of(parts);
    if (!rounds.isEmpty()) {
      rounds(queue.putArray("rounds"), rounds);
      queue.set("summary", summary(rounds));
    }
    return queue;
  }

  private static void rounds(ArrayNode list, List<QueueRound> rounds) {
    for (QueueRound round : rounds) {
      list.addObject()
          .put("round", round.number())
          .put("offBefore", round.rate().before())
          .put("on", round.rate().on())
          .put("offAfter", round.rate().after())
          .put("ratio", round.ratio())
          .put("offDifference", round.offDifference())
          .put("p99OffBefore", round.p99().before())
          .put("p99On", round.p99().on())
          .put("p99OffAfter", round.p99().after())
          .put("p99Difference", round.p99Difference());
    }
  }

  private static ObjectNode summary(List<QueueRound> rounds) {
    ObjectNode json = StrictJson.object();
    Spread ratio = spread(rounds, QueueRound::ratio);
    json.putObject("throughput")
        .<ObjectNode>set(
            "off",
            Quantiles.json(
                Spread.of(
                    rounds.stream()
                        .flatMap(round -> Stream.of(round.rate().before(), round.rate().after()))
                        .toList())))
        .<ObjectNode>set("on", Quantiles.json(spread(rounds, round -> round.rate().on())))
        .<ObjectNode>set("ratio", Quantiles.json(ratio))
        .put("costPercent", PERCENT * (1 - ratio.median()));
    json.set("p99Difference", Quantiles.json(spread(rounds, QueueRound::p99Difference)));
    json.putObject("offOff")
        .<ObjectNode>set(
            "throughputPercent",
            Quantiles.json(spread(rounds, round -> PERCENT * round.offDifference())))
        .set("p99Millis", Quantiles.json(spread(rounds, r -> r.p99().after() - r.p99().before())));
    return json;
  }

  private static Spread spread(List<QueueRound> rounds, ToDoubleFunction<QueueRound> figure) {
    return Spread.of(rounds.stream().map(round -> figure.applyAsDouble(round)).toList());
  }

  private ObjectNode part(QueuePart part) {
    QueuePart.Name name = part.name();
    ObjectNode one = StrictJson.object();
    one.put("id", name.id())
        .put("mode", name.on() ? "on" : "off")
        .put("place", name.place())
        .put("members", name.members())
        .put("counted", name.counted())
        .put("t", writer.seconds(part.timing().began()))
        .put("seconds", part.timing().seconds())
        .put("rows", part.account().made())
        .put("rowsPerSecond", part.rate())
        .put("insertsPerSecond", part.inserts())
        .put("refusedBusy", part.flow().busy())
        .put("sentAgain", part.flow().resent());
    one.set("latency", writer.latency(part.flow().timeline(), part.timing().targetRate() > 0));
    one.set("series", writer.series(part.flow().timeline(), part.flow().writtenBack()));
    writer.effort(one, part.effort(), part.rate());
    one.set("accounting", PartJson.account(part.account()));
    return one;
  }
}
