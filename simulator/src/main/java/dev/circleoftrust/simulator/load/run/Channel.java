package dev.circleoftrust.simulator.load.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.load.account.Ledger;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Production's source of rows in memory, as its administrator drives it.
 *
 * @param production the instance
 */
record Channel(Instance production) {
  private static final String ROOT = "/api/circle/channel";
  private static final String NOT_YET = "broker-away";
  private static final int MOST_CALLS = 3;

  /**
   * What is to be made.
   *
   * @param agents whom for
   * @param run the number that each sys_id bears
   * @param records how many; 0 until it is stopped
   * @param rate records a second that are due; 0 for as many as the window lets
   * @param window the most that are under way; 0 without bound
   */
  record Order(List<String> agents, long run, long records, double rate, int window) {
    Order {
      agents = List.copyOf(agents);
    }
  }

  /**
   * How far it is.
   *
   * @param running whether records are made
   * @param made how many were
   * @param acknowledged how many of them the broker has
   * @param failed how many it will never have
   * @param bytes that production's Kafka client has sent since its start
   * @param spoiled what was spoiled since this was last asked, by place
   */
  record State(
      boolean running,
      long made,
      long acknowledged,
      long failed,
      long bytes,
      Map<String, Ledger.Spoiled> spoiled) {
    State {
      spoiled = Map.copyOf(spoiled);
    }

    static State of(JsonNode json) {
      var spoiled = new LinkedHashMap<String, Ledger.Spoiled>();
      for (JsonNode one : json.path("spoiled")) {
        spoiled.put(
            one.path("place").asText(),
            new Ledger.Spoiled(one.path("index").asLong(), one.path("kind").asText()));
      }
      return new State(
          json.path("running").asBoolean(),
          json.path("made").asLong(),
          json.path("acknowledged").asLong(),
          json.path("failed").asLong(),
          json.path("bytes").asLong(),
          spoiled);
    }
  }

  /** Begins to make rows. */
  State start(Order order, LoadSettings.Traffic traffic) throws RefusedException {
    ObjectNode body = StrictJson.object();
    order.agents().forEach(body.putArray("agents")::add);
    body.put("run", order.run()).put("records", order.records());
    body.put("rate", (long) order.rate()).put("window", order.window());
    body.put("size", traffic.size());
    body.putObject("mix")
        .put("interactive", traffic.mix().interactive())
        .put("expedited", traffic.mix().expedited())
        .put("standard", traffic.mix().standard());
    body.put("invalid", traffic.spoiled().share()).put("seed", traffic.spoiled().seed());
    return State.of(production.post(ROOT + "/start", body).required().result());
  }

  /**
   * Tells how many rows are done with, so that as many more are made; the answer says how far it
   * is.
   */
  State credit(long completed) throws RefusedException {
    return State.of(
        production
            .post(ROOT + "/credit", StrictJson.object().put("completed", completed))
            .required()
            .result());
  }

  /** How far it is. */
  State state() throws RefusedException {
    return State.of(production.get(ROOT).required().result());
  }

  /**
   * Makes no more; returns when the broker has all that was made, for which production is asked
   * again where it takes longer than one call may.
   *
   * @throws RefusedException if the broker does not have it after several calls
   */
  State stop() throws RefusedException {
    Reply reply = production.post(ROOT + "/stop");
    for (int calls = 1; calls < MOST_CALLS && reply.reason().equals(NOT_YET); calls++) {
      reply = production.post(ROOT + "/stop");
    }
    return State.of(reply.required().result());
  }
}
