package dev.circleoftrust.trusted.api;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.CircleReport;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.export.CertificateExports;
import dev.circleoftrust.trusted.export.JobExports;
import dev.circleoftrust.trusted.export.Tightenings;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;

/** What changes the circle: exports of certificates and jobs, and what is appended at once. */
public final class ExportActions {
  private final CertificateExports certificates;
  private final JobExports jobs;
  private final Tightenings tightenings;

  /** The actions. */
  public ExportActions(CertificateExports certificates, JobExports jobs, Tightenings tightenings) {
    this.certificates = certificates;
    this.jobs = jobs;
    this.tightenings = tightenings;
  }

  /** Their routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(
            POST, "/api/circle/certificates/{sys_id}/export", Answers.of(this::certificate)),
        Route.action(POST, "/api/circle/jobs/{sys_id}/export", Answers.of(this::job)),
        Route.action(POST, "/api/circle/instructions", Answers.of(this::append)));
  }

  private Answer certificate(Request request) throws ActionRefusedException, MalformedException {
    GlideRecord set = certificates.export(Answers.sysId(request), request.user());
    return Answer.result(updateSet(set));
  }

  private Answer job(Request request) throws ActionRefusedException, MalformedException {
    var jobIds = new ArrayList<SysId>(List.of(Answers.sysId(request)));
    if (!request.body().isEmpty()) {
      ObjectNode json = request.json();
      JsonFields fields = JsonFields.of(json);
      if (json.has("together_with")) {
        jobIds.add(SysId.parse(fields.text("together_with")));
      }
      fields.end();
    }
    JobExports.Exported exported = jobs.export(jobIds, request.user());
    ObjectNode result = StrictJson.object();
    var sets = result.putArray("update_sets");
    exported.updateSets().forEach(set -> sets.add(updateSet(set)));
    result.put("expires", exported.expires().toString());
    if (!exported.warning().isEmpty()) {
      result.put("warning", exported.warning());
    }
    return Answer.result(result);
  }

  private Answer append(Request request) throws ActionRefusedException, MalformedException {
    JsonFields fields = JsonFields.of(request.json());
    Action action = Action.read(fields.object("action"));
    fields.end();
    CircleState state = tightenings.append(action, request.user());
    return Answer.result(CircleReport.of(state));
  }

  private static ObjectNode updateSet(GlideRecord set) {
    return StrictJson.object()
        .put("update_set", set.sysId().value())
        .put("name", set.value("name"));
  }
}
