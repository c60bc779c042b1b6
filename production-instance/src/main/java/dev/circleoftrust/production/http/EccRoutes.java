package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.production.ecc.Cancellation;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** What an administrator does with rows of the ECC queue, beside the Table API. */
public final class EccRoutes {
  private final Cancellation cancellation;

  /** The routes to these. */
  public EccRoutes(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(
            POST,
            "/api/circle/ecc-queue/{sys_id}/cancel",
            ((RefusableAction) this::cancel).asAction()));
  }

  private Answer cancel(Request request) throws MalformedException, RefusedException {
    Cancellation.Asked asked = cancellation.cancel(UpdateSetRoutes.sysId(request), request.user());
    ObjectNode json = StrictJson.object();
    json.put("sys_id", asked.row().sysId().value());
    json.put("state", asked.row().value(EccField.STATE.field()));
    asked.probe().ifPresent(probe -> json.put("cancel_probe", probe.value()));
    return Answer.result(json);
  }
}
