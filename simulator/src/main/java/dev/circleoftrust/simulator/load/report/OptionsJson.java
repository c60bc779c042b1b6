package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.wire.StrictJson;
import java.util.Locale;

/** What was asked for, as JSON. */
final class OptionsJson {
  private OptionsJson() {}

  static ObjectNode of(LoadSettings settings) {
    LoadSettings.Traffic traffic = settings.traffic();
    LoadSettings.Topology topology = settings.topology();
    LoadSettings.Course course = settings.course();
    ObjectNode json = StrictJson.object();
    json.put("records", traffic.amount().records())
        .put("durationSeconds", traffic.amount().duration().toMillis() / 1_000.0)
        .put("size", traffic.size())
        .put("rate", traffic.rate())
        .put("invalid", traffic.spoiled().share())
        .put("mids", topology.mids())
        .put("partitions", topology.partitions())
        .put("keyType", topology.wire().keyType())
        .put("compression", topology.wire().compression())
        .put("bootstrap", topology.bootstrap().orElse(""))
        .put("pipeline", course.pipeline().name().toLowerCase(Locale.ROOT))
        .put("rounds", course.rounds())
        .put("window", course.window())
        .put("workMillis", course.work().toMillis())
        .put("sweep", course.sweep().isPresent());
    course.sweep().ifPresent(sweep -> json.put("limitMillis", sweep.limit().toMillis()));
    json.putObject("mix")
        .put("interactive", traffic.mix().interactive())
        .put("expedited", traffic.mix().expedited())
        .put("standard", traffic.mix().standard());
    json.putObject("threads")
        .put("interactive", topology.threads().interactive())
        .put("expedited", topology.threads().expedited())
        .put("standard", topology.threads().standard());
    return json;
  }
}
