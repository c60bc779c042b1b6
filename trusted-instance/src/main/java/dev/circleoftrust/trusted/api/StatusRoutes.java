package dev.circleoftrust.trusted.api;

import static dev.circleoftrust.runtime.http.Route.Method.GET;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.CircleReport;
import dev.circleoftrust.runtime.http.Health;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.trusted.circle.CheckpointKeeper;
import dev.circleoftrust.trusted.circle.CheckpointReport;
import dev.circleoftrust.trusted.circle.CircleLog;
import dev.circleoftrust.trusted.circle.LogReader;
import dev.circleoftrust.wire.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What this instance says about itself and its circle. */
public final class StatusRoutes {
  private final IssuerName name;
  private final Database database;
  private final CircleLog circle;
  private final LogReader reader;
  private final CheckpointKeeper keeper;

  /** Says it of these. */
  public StatusRoutes(
      IssuerName name,
      Database database,
      CircleLog circle,
      LogReader reader,
      CheckpointKeeper keeper) {
    this.name = name;
    this.database = database;
    this.circle = circle;
    this.reader = reader;
    this.keeper = keeper;
  }

  /** The routes. */
  public List<Route> routes() {
    var routes = new ArrayList<>(Health.routes(this::health));
    routes.add(Route.action(GET, "/api/circle/state", _ -> Answer.result(state())));
    return routes;
  }

  private ObjectNode state() {
    ObjectNode json = CircleReport.of(circle.state());
    json.set("checkpoints", checkpoints());
    return json;
  }

  private Health health() {
    ObjectNode json = StrictJson.object();
    json.put("name", name.value());
    json.put("log", reader.problem().isEmpty() ? "current" : reader.problem());
    json.put("skipped", reader.skipped());
    circle
        .state()
        .ifPresent(state ->
            json.put("circle", state.circle().toHex())
                .put("head", state.head().toHex())
                .put("settledHead", state.settledHead().toHex())
                .put("enforcing", state.enforcing()));
    json.set("checkpoints", checkpoints());
    var problems = new ArrayList<String>();
    database.problem().ifPresent(problems::add);
    if (!reader.problem().isEmpty()) {
      problems.add("the circle log is not followed: " + reader.problem());
    }
    return new Health(true, problems, json);
  }

  private ObjectNode checkpoints() {
    CheckpointReport report = keeper.report();
    ObjectNode json = StrictJson.object();
    json.put("head", report.head());
    Instant at = report.at();
    if (at != null) {
      json.put("at", at.toString());
    }
    var obstacles = json.putArray("obstacles");
    report.obstacles().forEach(obstacles::add);
    return json;
  }
}
