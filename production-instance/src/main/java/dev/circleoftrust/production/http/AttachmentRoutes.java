package dev.circleoftrust.production.http;

import static dev.circleoftrust.runtime.http.Route.Method.GET;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Answer;
import dev.circleoftrust.runtime.http.Request;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;

/** The part of the product's Attachment API that reads. */
public final class AttachmentRoutes {
  private static final String BASE = "/api/now/attachment";
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_OFFSET = 999_999_999;

  private final Attachments attachments;

  /** The routes to these. */
  public AttachmentRoutes(Attachments attachments) {
    this.attachments = attachments;
  }

  /** The three routes. */
  public List<Route> routes() {
    return List.of(
        Route.action(GET, BASE, this::list),
        Route.action(GET, BASE + "/{sys_id}", this::get),
        Route.action(GET, BASE + "/{sys_id}/file", this::file));
  }

  private Answer list(Request request) throws MalformedException {
    var page =
        attachments.page(
            EncodedQuery.parse(request.query("sysparm_query").orElse("")),
            request.number("sysparm_offset", 0, 0, MAX_OFFSET),
            request.number("sysparm_limit", MAX_LIMIT, 1, MAX_LIMIT));
    var list = JsonNodeFactory.instance.arrayNode();
    page.records().forEach(record -> list.add(json(record)));
    return Answer.result(list).with("X-Total-Count", Long.toString(page.total()));
  }

  private Answer get(Request request) throws MalformedException {
    return attachments
        .find(UpdateSetRoutes.sysId(request))
        .map(record -> Answer.result(json(record)))
        .orElseGet(AttachmentRoutes::none);
  }

  /** Saved, and never shown as a page: a MID Server's result may hold anything. */
  private Answer file(Request request) throws MalformedException {
    return attachments
        .content(UpdateSetRoutes.sysId(request))
        .map(content ->
            Answer.content("text/plain; charset=utf-8", content)
                .with("Content-Disposition", "attachment; filename=\"payload.txt\""))
        .orElseGet(AttachmentRoutes::none);
  }

  private static ObjectNode json(GlideRecord record) {
    ObjectNode json = StrictJson.object();
    json.put("sys_id", record.sysId().value());
    record.fields().forEach(json::put);
    return json.put("download_link", "%s/%s/file".formatted(BASE, record.sysId()));
  }

  private static Answer none() {
    return Answer.failure(
        404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
  }
}
