package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.agent.Validations;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** MID Servers: <i>Validate</i> and <i>Invalidate</i>. */
public final class AgentRoutes {
  private static final String BASE = "/api/circle/agents/{sys_id}";

  private final Validations validations;

  /** The routes to these. */
  public AgentRoutes(Validations validations) {
    this.validations = validations;
  }

  /** The two routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(
            POST,
            BASE + "/validate",
            ((RefusableAction)
                    request ->
                        shown(validations.validate(UpdateSetRoutes.sysId(request), request.user())))
                .asAction()),
        Route.action(
            POST,
            BASE + "/invalidate",
            ((RefusableAction)
                    request ->
                        shown(
                            validations.invalidate(UpdateSetRoutes.sysId(request), request.user())))
                .asAction()));
  }

  private static Answer shown(GlideRecord row) {
    ObjectNode json = StrictJson.object().put("sys_id", row.sysId().value());
    row.fields().forEach(json::put);
    return Answer.result(json);
  }
}
