package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.POST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.updateset.UpdateSetCommit;
import dev.circleoftrust.production.updateset.UpdateSetImport;
import dev.circleoftrust.production.updateset.UpdateSetPreview;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** <i>Retrieved Update Sets</i>: import, preview, commit. */
public final class UpdateSetRoutes {
  private static final String BASE = "/api/circle/update-sets";

  private final UpdateSetImport imports;
  private final UpdateSetPreview preview;
  private final UpdateSetCommit commit;

  /** The routes to these. */
  public UpdateSetRoutes(
      UpdateSetImport imports, UpdateSetPreview preview, UpdateSetCommit commit) {
    this.imports = imports;
    this.preview = preview;
    this.commit = commit;
  }

  /** The three routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(POST, BASE + "/import", this::load).withMaxBody(UpdateSetReader.MAX_SIZE),
        Route.action(
            POST,
            BASE + "/{sys_id}/preview",
            ((RefusableAction) request -> shown(preview.preview(sysId(request), request.user())))
                .asAction()),
        Route.action(
            POST,
            BASE + "/{sys_id}/commit",
            ((RefusableAction) request -> shown(commit.commit(sysId(request), request.user())))
                .asAction()));
  }

  private Answer load(Request request) throws MalformedException {
    return shown(imports.load(request.body()));
  }

  static SysId sysId(Request request) throws MalformedException {
    return SysId.parse(request.path("sys_id"));
  }

  private static Answer shown(GlideRecord row) {
    ObjectNode json = StrictJson.object();
    json.put("sys_id", row.sysId().value());
    row.fields().forEach(json::put);
    return Answer.result(json);
  }
}
