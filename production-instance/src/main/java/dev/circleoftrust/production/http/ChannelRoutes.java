package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.GET;
import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.channel.Channel;
import dev.circleoftrust.production.channel.ChannelState;
import dev.circleoftrust.production.channel.SpoiledRow;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** How a load test drives the channel. */
public final class ChannelRoutes {
  private static final String PATH = "/api/circle/channel";

  private final Channel channel;

  /** The routes to {@code channel}. */
  public ChannelRoutes(Channel channel) {
    this.channel = channel;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        route(GET, PATH, _ -> json(channel.state())),
        route(POST, PATH + "/start", this::start),
        route(POST, PATH + "/credit", this::credit),
        route(POST, PATH + "/stop", _ -> json(channel.stop())));
  }

  private static Route route(Route.Method method, String path, RefusableAction action) {
    return Route.action(method, path, action.asAction());
  }

  private Answer start(Request request) throws MalformedException, RefusedException {
    return json(channel.start(RunOrderForm.read(request.json())));
  }

  private Answer credit(Request request) throws MalformedException, RefusedException {
    var form = new NumberFields(request.json());
    long completed = form.whole("completed", RunOrderForm.MAX_U32);
    form.end();
    return json(channel.completed(completed));
  }

  private static Answer json(ChannelState state) {
    ObjectNode json = StrictJson.object();
    json.put("running", state.running());
    json.put("made", state.made());
    json.put("acknowledged", state.acknowledged());
    json.put("failed", state.failed());
    json.put("batches", state.batches());
    json.put("bytes", state.bytes());
    json.put("problem", state.problem());
    ArrayNode spoiled = json.putArray("spoiled");
    for (SpoiledRow row : state.spoiled()) {
      spoiled
          .addObject()
          .put("index", row.index())
          .put("kind", row.kind().word())
          .put("place", row.place());
    }
    return Answer.result(json);
  }
}
