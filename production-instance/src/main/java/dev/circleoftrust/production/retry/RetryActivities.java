package dev.circleoftrust.production.retry;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.KeptStatements;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code ecc_queue_retry_activity}: one row for each output that is tried again, and
 * behind it what is due. Safe for any number of threads; each call is a part of the transaction
 * that its thread is in.
 */
final class RetryActivities {
  static final TableName TABLE = new TableName("ecc_queue_retry_activity");

  private static final String SYSTEM = "system";

  private final Database database;
  private final TableStore store;

  RetryActivities(Database database, TableStore store) {
    this.database = database;
    this.store = store;
  }

  /**
   * A retry that is not at its end.
   *
   * @param activity its row
   * @param first the output that failed first
   * @param entry the output that was tried last; at the beginning the first
   */
  record Retry(SysId activity, SysId first, SysId entry) {}

  /** Begins a retry of {@code output}, which failed as {@code input} tells. */
  void begin(RetryPolicy policy, SysId output, SysId input, RetryStatus status, Instant due) {
    SysId activity = add(policy, output, input, status);
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO ecc_retry (activity, first, entry, due) VALUES (?, ?, ?, ?)",
            activity.value(),
            output.value(),
            output.value(),
            due.toEpochMilli()));
  }

  /** Notes that {@code output} cannot be retried. */
  void refuse(RetryPolicy policy, SysId output, SysId input) {
    var _ = add(policy, output, input, RetryStatus.ERROR);
  }

  /** The retry whose last try is {@code entry}. */
  Optional<Retry> of(SysId entry) {
    return database.read(handle ->
        KeptStatements.first(
            handle,
            "SELECT activity, first FROM ecc_retry WHERE entry = ?",
            row ->
                new Retry(
                    new SysId(row.getString("activity")), new SysId(row.getString("first")), entry),
            entry.value()));
  }

  /** Retries that are to be made by now, the oldest first. */
  List<SysId> due(Instant now, int limit) {
    return database.read(handle ->
        handle
            .select(
                "SELECT entry FROM ecc_retry WHERE due <= ? ORDER BY due LIMIT ?",
                now.toEpochMilli(),
                limit)
            .mapTo(String.class)
            .map(SysId::new)
            .list());
  }

  /** The policy by which it is retried, and how often it was. */
  Optional<SysId> policy(Retry retry) {
    return store
        .get(TABLE, retry.activity())
        .map(row -> row.value("policy"))
        .filter(policy -> policy.matches("[0-9a-f]{32}"))
        .map(SysId::new);
  }

  /** How often it was tried after the first time. */
  int count(Retry retry) {
    return store
        .get(TABLE, retry.activity())
        .map(row -> row.value("retry_count"))
        .filter(count -> count.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .orElse(RetryPolicy.MAX_RETRY); // spoilt by another tool: no more
  }

  /** The next try is to be made at {@code due}. */
  void await(Retry retry, SysId input, RetryStatus status, Instant due) {
    note(retry, Map.of("input_queue", input.value(), "status", status.word()));
    schedule(retry, retry.entry(), due);
  }

  /** A try was made: {@code entry} leaves. */
  void tried(Retry retry, SysId entry) {
    note(
        retry,
        Map.of(
            "retry_queue_entry", entry.value(), "retry_count", Integer.toString(count(retry) + 1)));
    schedule(retry, entry, null);
  }

  /** It is over. */
  void end(Retry retry, RetryStatus status, @Nullable SysId input) {
    var changes = new HashMap<String, String>();
    changes.put("status", status.word());
    if (input != null) {
      changes.put("input_queue", input.value());
    }
    note(retry, changes);
    database.inTransaction(handle ->
        handle.execute("DELETE FROM ecc_retry WHERE activity = ?", retry.activity().value()));
  }

  private SysId add(RetryPolicy policy, SysId output, SysId input, RetryStatus status) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("policy", policy.sysId().value());
    fields.put("retry_queue_entry", output.value());
    fields.put("retry_count", "0");
    fields.put("status", status.word());
    fields.put("input_queue", input.value());
    return store.insert(TABLE, fields, SYSTEM).sysId();
  }

  private void note(Retry retry, Map<String, String> changes) {
    var _ = store.update(TABLE, retry.activity(), changes, SYSTEM);
  }

  private void schedule(Retry retry, SysId entry, @Nullable Instant due) {
    database.inTransaction(handle ->
        handle.execute(
            "UPDATE ecc_retry SET entry = ?, due = ? WHERE activity = ?",
            entry.value(),
            due == null ? null : due.toEpochMilli(),
            retry.activity().value()));
  }
}
