package dev.circleoftrust.runtime.http;

import static dev.circleoftrust.runtime.http.Route.Method.DELETE;
import static dev.circleoftrust.runtime.http.Route.Method.GET;
import static dev.circleoftrust.runtime.http.Route.Method.PATCH;
import static dev.circleoftrust.runtime.http.Route.Method.POST;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.Page;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The product's Table API: {@code /api/now/table/{table}[/{sys_id}]}. Every table exists, empty
 * until something is put into it. What may be written is for the application's {@link TableRule}s
 * to say.
 *
 * <p>Safe for any number of threads.
 */
public final class TableApi {
  static final String TABLE_PATH = "/api/now/table/{table}";
  static final String RECORD_PATH = TABLE_PATH + "/{sys_id}";
  static final int MAX_LIMIT = 10_000;

  private static final int MAX_OFFSET = 999_999_999;
  private static final int MAX_BODY = 6 << 20;
  private static final Duration BUSY_FOR = Duration.ofSeconds(1);

  /** Writes in progress; the server has more threads than that. */
  private static final int MAX_WRITES = 32;

  private final TableStore store;
  private final Map<TableName, TableRule> rules;
  private final TableRule others;
  private final Semaphore writes = new Semaphore(MAX_WRITES);

  /**
   * The API to the tables of {@code store}.
   *
   * @param rules what the application makes of each table
   * @param others what it makes of every further table
   */
  public TableApi(TableStore store, Map<TableName, TableRule> rules, TableRule others) {
    this.store = store;
    this.rules = Map.copyOf(rules);
    this.others = others;
  }

  /** The five routes of the API. */
  public List<Route> routes() {
    return List.of(
        Route.action(GET, TABLE_PATH, this::list),
        Route.action(GET, RECORD_PATH, this::get),
        Route.action(POST, TABLE_PATH, bounded(this::insert)).withMaxBody(MAX_BODY),
        Route.action(PATCH, RECORD_PATH, bounded(this::update)).withMaxBody(MAX_BODY),
        Route.action(DELETE, RECORD_PATH, bounded(this::delete)));
  }

  /** Writes wait for each other; those who only look must not wait behind a flood of them. */
  private Action bounded(Action write) {
    return request -> {
      if (!writes.tryAcquire()) {
        return refusal(new Ruling.Overloaded("Too many writes at once: try again later", BUSY_FOR));
      }
      try {
        return write.answer(request);
      } finally {
        writes.release();
      }
    };
  }

  private Answer list(Request request) throws MalformedException {
    TableName table = table(request);
    var query = EncodedQuery.parse(request.query("sysparm_query").orElse(""));
    int limit = request.number("sysparm_limit", MAX_LIMIT, 1, MAX_LIMIT);
    int offset = request.number("sysparm_offset", 0, 0, MAX_OFFSET);
    var form = RecordForm.of(request);
    Page page =
        rule(table)
            .rows()
            .map(rows -> Page.of(query.apply(rows), offset, limit))
            .orElseGet(() -> store.page(table, query, offset, limit));
    return Answer.result(form.list(page.records()))
        .with("X-Total-Count", Long.toString(page.total()));
  }

  private Answer get(Request request) throws MalformedException {
    var form = RecordForm.of(request);
    return shown(table(request), sysId(request))
        .map(record -> Answer.result(form.one(record)))
        .orElseGet(TableApi::noRecord);
  }

  private Answer insert(Request request) throws MalformedException {
    TableName table = table(request);
    var form = RecordForm.of(request);
    GlideRecord proposed = RecordForm.proposed(table, request.json(), store::newSysId);
    Answer answer = store.inSharedTransaction(() -> inserted(proposed, form, request.user()));
    return written(answer, table);
  }

  private Answer inserted(GlideRecord proposed, RecordForm form, String user) {
    TableName table = proposed.table();
    if (store.has(table, proposed.sysId())) { // a rule may act on what it allows
      return exists();
    }
    return switch (rule(table).insert(proposed, user)) {
      case Ruling.Refused refused -> refusal(refused);
      case Ruling.Malformed malformed -> refusal(malformed);
      case Ruling.Overloaded overloaded -> refusal(overloaded);
      case Ruling.Allowed(var allowed) -> {
        if (!allowed.sysId().equals(proposed.sysId()) && store.has(table, allowed.sysId())) {
          yield exists();
        }
        GlideRecord kept = store.insert(allowed, user);
        yield Answer.created(form.one(kept), "/api/now/table/%s/%s".formatted(table, kept.sysId()));
      }
    };
  }

  private Answer update(Request request) throws MalformedException {
    TableName table = table(request);
    SysId sysId = sysId(request);
    var form = RecordForm.of(request);
    Map<String, String> changes = RecordForm.changes(sysId, request.json());
    Answer answer =
        store.inTransaction(() -> {
          Optional<GlideRecord> before = shown(table, sysId);
          return before.isEmpty()
              ? noRecord()
              : updated(before.get(), changes, form, request.user());
        });
    return written(answer, table);
  }

  private Answer updated(
      GlideRecord before, Map<String, String> changes, RecordForm form, String user)
      throws MalformedException {
    GlideRecord after = RecordForm.changed(before, changes);
    return switch (rule(before.table()).update(before, after, user)) {
      case Ruling.Refused refused -> refusal(refused);
      case Ruling.Malformed malformed -> refusal(malformed);
      case Ruling.Overloaded overloaded -> refusal(overloaded);
      case Ruling.Allowed(var allowed) ->
          store
              .update(before.table(), before.sysId(), allowed.fields(), user)
              .map(record -> Answer.result(form.one(record)))
              .orElseGet(TableApi::noRecord);
    };
  }

  private Answer delete(Request request) throws MalformedException {
    TableName table = table(request);
    SysId sysId = sysId(request);
    Answer answer = store.inTransaction(() -> deleted(table, sysId, request.user()));
    return written(answer, table);
  }

  private Answer deleted(TableName table, SysId sysId, String user) {
    Optional<GlideRecord> before = shown(table, sysId);
    if (before.isEmpty()) {
      return noRecord();
    }
    return switch (rule(table).delete(before.get(), user)) {
      case Ruling.Refused refused -> refusal(refused);
      case Ruling.Malformed malformed -> refusal(malformed);
      case Ruling.Overloaded overloaded -> refusal(overloaded);
      case Ruling.Allowed _ -> store.delete(table, sysId) ? Answer.done() : noRecord();
    };
  }

  private Answer written(Answer answer, TableName table) {
    if (answer.status() < 300) {
      rule(table).written();
    }
    return answer;
  }

  private Optional<GlideRecord> shown(TableName table, SysId sysId) {
    return rule(table)
        .rows()
        .map(rows -> rows.stream().filter(row -> row.sysId().equals(sysId)).findFirst())
        .orElseGet(() -> store.get(table, sysId));
  }

  private TableRule rule(TableName table) {
    return rules.getOrDefault(table, others);
  }

  private static TableName table(Request request) throws MalformedException {
    return TableName.parse(request.path("table"));
  }

  private static SysId sysId(Request request) throws MalformedException {
    return SysId.parse(request.path("sys_id"));
  }

  private static Answer refusal(Ruling.Refused refused) {
    return Answer.failure(403, refused.message(), refused.detail());
  }

  private static Answer refusal(Ruling.Overloaded overloaded) {
    return Answer.failure(429, overloaded.message(), "reason: overloaded")
        .with("Retry-After", Long.toString(overloaded.retryAfter().toSeconds()));
  }

  private static Answer refusal(Ruling.Malformed malformed) {
    return Answer.failure(400, malformed.message(), "reason: malformed");
  }

  private static Answer exists() {
    return Answer.failure(409, "Record exists", "this table has a record of that sys_id");
  }

  private static Answer noRecord() {
    return Answer.failure(
        404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
  }
}
