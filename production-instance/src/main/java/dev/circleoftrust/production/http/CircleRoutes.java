package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.GET;
import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.circle.CircleFollower;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.circle.NotarizationRequest;
import dev.circleoftrust.production.circle.TrustedFriends;
import dev.circleoftrust.production.job.CertificateInstallation;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The circle as production sees it, and how a certificate joins it. */
public final class CircleRoutes {
  private final CircleLog log;
  private final CircleFollower follower;
  private final TrustedFriends friends;
  private final CertificateInstallation installation;
  private final NotarizationRequest request;

  /** The routes to these. */
  public CircleRoutes(
      CircleLog log,
      CircleFollower follower,
      TrustedFriends friends,
      CertificateInstallation installation,
      NotarizationRequest request) {
    this.log = log;
    this.follower = follower;
    this.friends = friends;
    this.installation = installation;
    this.request = request;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(GET, "/api/circle/state", _ -> Answer.result(CheckpointedReport.of(log))),
        Route.action(GET, "/api/circle/notarization-request", _ -> notarizationRequest()),
        Route.action(GET, "/api/sn_kmf/signature/certificates", _ -> certificates()),
        Route.action(
            POST,
            "/api/circle/certificates/{sys_id}/install",
            ((RefusableAction) this::install).asAction()));
  }

  private Answer notarizationRequest() {
    return Answer.result(
        StrictJson.object()
            .put("name", request.name().value())
            .put("request", request.pem())
            .put("fingerprint", request.fingerprint()));
  }

  private Answer certificates() {
    var list = JsonNodeFactory.instance.arrayNode();
    friends.codeCertificates().forEach(row -> list.add(json(row)));
    return Answer.result(list);
  }

  private Answer install(Request http) throws MalformedException, RefusedException {
    SysId sysId = UpdateSetRoutes.sysId(http);
    ObjectNode body = http.body().isEmpty() ? StrictJson.object() : http.json();
    installation.install(sysId, body.path("fingerprint").asText(""), follower::start);
    Optional<GlideRecord> row = friends.find(sysId);
    return Answer.result(
        row.map(CircleRoutes::json)
            .orElseGet(StrictJson::object)
            .set("circle", CheckpointedReport.of(log)));
  }

  private static ObjectNode json(GlideRecord row) {
    ObjectNode json = StrictJson.object().put("sys_id", row.sysId().value());
    for (Map.Entry<String, String> field : row.fields().entrySet()) {
      json.put(field.getKey(), field.getValue());
    }
    return json;
  }
}
