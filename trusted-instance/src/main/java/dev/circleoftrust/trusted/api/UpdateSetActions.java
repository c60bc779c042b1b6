package dev.circleoftrust.trusted.api;

import static dev.circleoftrust.runtime.http.Route.Method.GET;
import static dev.circleoftrust.runtime.http.Route.Method.POST;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.circle.CirclePublisher;
import dev.circleoftrust.trusted.content.SecurityJobs;
import dev.circleoftrust.trusted.content.UpdateSetFiles;
import dev.circleoftrust.trusted.content.UpdateSetImports;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** What is done with local update sets: signed, exported to a file, sent, imported. */
public final class UpdateSetActions {
  private final UpdateSetFiles files;
  private final UpdateSetImports imports;
  private final SecurityJobs jobs;
  private final CirclePublisher publisher;

  /** The actions. */
  public UpdateSetActions(
      UpdateSetFiles files,
      UpdateSetImports imports,
      SecurityJobs jobs,
      CirclePublisher publisher) {
    this.files = files;
    this.imports = imports;
    this.jobs = jobs;
    this.publisher = publisher;
  }

  /** Their routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(GET, "/api/circle/update-sets/{sys_id}/xml", Answers.of(this::xml)),
        Route.action(POST, "/api/circle/update-sets/{sys_id}/publish", Answers.of(this::publish)),
        Route.action(POST, "/api/circle/update-sets/import", Answers.of(this::importFile))
            .withMaxBody(UpdateSetReader.MAX_SIZE),
        Route.action(POST, "/api/circle/security-jobs/{sys_id}/start", Answers.of(this::start)));
  }

  private Answer xml(Request request) throws ActionRefusedException, MalformedException {
    return Answer.content("application/xml", files.file(Answers.sysId(request)));
  }

  private Answer publish(Request request) throws ActionRefusedException, MalformedException {
    SysId sysId = Answers.sysId(request);
    Bytes file = files.file(sysId);
    publisher.publish(EccTopics.UPDATE_SETS, Bytes.ofUtf8(sysId.value()), file);
    return Answer.result(
        StrictJson.object()
            .put("update_set", sysId.value())
            .put("topic", EccTopics.UPDATE_SETS)
            .put("bytes", file.size()));
  }

  private Answer importFile(Request request) throws ActionRefusedException {
    return Answer.result(Answers.json(imports.add(request.body(), request.user())));
  }

  private Answer start(Request request) throws ActionRefusedException, MalformedException {
    return Answer.result(Answers.json(jobs.start(Answers.sysId(request), request.user())));
  }
}
