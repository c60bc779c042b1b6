package dev.circleoftrust.trusted.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Action;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/** How actions answer. */
final class Answers {
  private Answers() {}

  /** An action that may be refused to a person. */
  @FunctionalInterface
  interface Attempt {
    Answer answer(Request request) throws ActionRefusedException, MalformedException;
  }

  /** The attempt as a route's action: a refusal is answered in the product's form. */
  static Action of(Attempt attempt) {
    return request -> {
      try {
        return attempt.answer(request);
      } catch (ActionRefusedException e) {
        return Answer.failure(
            e.kind().status(), String.valueOf(e.getMessage()), "reason: " + e.reason());
      }
    };
  }

  static SysId sysId(Request request) throws MalformedException {
    return SysId.parse(request.path("sys_id"));
  }

  /** A record with all its fields. */
  static ObjectNode json(GlideRecord record) {
    ObjectNode json = StrictJson.object();
    json.put("sys_id", record.sysId().value());
    record.fields().forEach(json::put);
    return json;
  }
}
