package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.job.CheckLine;
import dev.circleoftrust.production.job.CheckReport;
import dev.circleoftrust.production.job.JobExecution;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** Signed scheduled jobs: prerequisite check, execute now, and what production never does. */
public final class JobRoutes {
  private static final String BASE = "/api/circle/jobs/{sys_id}";

  private final JobExecution jobs;
  private final CircleLog log;

  /** The routes to these. */
  public JobRoutes(JobExecution jobs, CircleLog log) {
    this.jobs = jobs;
    this.log = log;
  }

  /** The routes. */
  public List<Route> routes() {
    RefusableAction signsNoCode =
        _ -> {
          throw new RefusedException(
              RefusalReason.SIGNS_NO_CODE,
              "No direct job can be executed in production that attempts to sign code: sign on the"
                  + " trusted instance, and import the update set");
        };
    return List.of(
        Route.action(
            POST, BASE + "/prerequisite-check", ((RefusableAction) this::check).asAction()),
        Route.action(POST, BASE + "/execute", ((RefusableAction) this::execute).asAction()),
        Route.action(POST, BASE + "/export", signsNoCode.asAction()),
        Route.action(POST, "/api/circle/security-jobs/{sys_id}/start", signsNoCode.asAction()),
        Route.action(POST, "/api/circle/certificates/{sys_id}/export", signsNoCode.asAction()));
  }

  private Answer check(Request request) throws MalformedException, RefusedException {
    return Answer.result(json(jobs.check(UpdateSetRoutes.sysId(request))));
  }

  private Answer execute(Request request) throws MalformedException, RefusedException {
    var _ = jobs.execute(UpdateSetRoutes.sysId(request));
    return Answer.result(CheckpointedReport.of(log));
  }

  private static ObjectNode json(CheckReport report) {
    ObjectNode json = StrictJson.object().put("passed", report.passed());
    var checks = json.putArray("checks");
    for (CheckLine line : report.lines()) {
      ObjectNode check =
          checks
              .addObject()
              .put("name", line.name())
              .put("passed", line.passed())
              .put("detail", line.detail());
      if (!line.passed()) {
        check.put("reason", line.reason().code());
      }
    }
    return json;
  }
}
