package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/**
 * The queue as JSON.
 *
 * @param writer of what parts of both pipelines have in common
 * @param settings what was asked for
 * @param parts in their order
 */
record QueueJson(PartJson writer, LoadSettings settings, List<QueuePart> parts) {
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
    return queue;
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
