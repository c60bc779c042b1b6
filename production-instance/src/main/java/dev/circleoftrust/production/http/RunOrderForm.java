package dev.circleoftrust.production.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.channel.RunOrder;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.runtime.load.Spoiling;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * What {@code POST /api/circle/channel/start} takes. Only {@code agents} has to be given.
 *
 * <pre>{@code
 * {"agents":[NAME,...],"run":N,"records":N,"rate":R,"window":N,"size":BYTES,
 *  "mix":{"interactive":N,"expedited":N,"standard":N},"invalid":SHARE,"seed":N}
 * }</pre>
 */
final class RunOrderForm {
  static final long MAX_U32 = LoadRow.MAX_U32;

  private static final int MAX_AGENTS = 64;
  private static final int DEFAULT_SIZE = 300;
  private static final int MAX_WEIGHT = 1_000_000;

  private RunOrderForm() {}

  static RunOrder read(ObjectNode json) throws MalformedException {
    var form = new NumberFields(json);
    List<AgentName> agents = agents(form.other("agents"));
    long run = form.whole("run", MAX_U32);
    long records = form.whole("records", MAX_U32);
    double rate = form.fraction("rate", RunOrder.MAX);
    long window = form.whole("window", RunOrder.MAX);
    int size = (int) form.whole("size", RunOrder.MAX_SIZE);
    Mix mix = mix(form.other("mix"));
    double invalid = form.fraction("invalid", 1);
    long seed = form.whole("seed", Long.MAX_VALUE);
    form.end();
    return new RunOrder(
        agents,
        run,
        records,
        rate,
        window,
        size == 0 ? DEFAULT_SIZE : size,
        mix,
        new Spoiling(seed, invalid));
  }

  private static List<AgentName> agents(JsonNode node) throws MalformedException {
    if (!node.isArray() || node.isEmpty() || node.size() > MAX_AGENTS) {
      throw new MalformedException("agents is not a list of 1 to %d names".formatted(MAX_AGENTS));
    }
    var agents = new ArrayList<AgentName>();
    for (JsonNode name : node) {
      AgentName agent = AgentName.parse(name.isTextual() ? name.textValue() : "");
      if (agents.contains(agent)) {
        throw new MalformedException("%s is named twice".formatted(agent));
      }
      agents.add(agent);
    }
    return agents;
  }

  private static Mix mix(JsonNode node) throws MalformedException {
    if (node.isMissingNode()) {
      return Mix.DEFAULT;
    }
    if (!(node instanceof ObjectNode weights)) {
      throw new MalformedException("mix is not an object");
    }
    var form = new NumberFields(weights);
    var byPriority = new EnumMap<Priority, Integer>(Priority.class);
    for (Priority priority : Priority.values()) {
      byPriority.put(priority, (int) form.whole(priority.word(), MAX_WEIGHT));
    }
    form.end();
    return Mix.of(byPriority);
  }
}
