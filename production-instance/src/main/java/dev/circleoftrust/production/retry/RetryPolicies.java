package dev.circleoftrust.production.retry;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code ecc_queue_retry_policy}, which an administrator writes. Safe for any number of
 * threads.
 */
final class RetryPolicies implements TableRule {
  static final TableName TABLE = new TableName("ecc_queue_retry_policy");

  private static final Logger LOGGER = LoggerFactory.getLogger(RetryPolicies.class);
  private static final int MAX_POLICIES = 500;
  private static final String SHIPPED = "UnknownHost";
  private static final Map<String, String> DEFAULTS = Map.of("active", "true", "order", "100");

  private final Database database;
  private final TableStore store;

  RetryPolicies(Database database, TableStore store) {
    this.database = database;
    this.store = store;
  }

  /** Puts the product's example there once; whoever removes it is rid of it. */
  void ship() {
    database.inTransaction(handle -> {
      int marked =
          handle.execute(
              "INSERT INTO ecc_retry_shipped (name) VALUES (?) ON CONFLICT DO NOTHING", SHIPPED);
      if (marked > 0) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", SHIPPED);
        fields.put("order", "100");
        fields.put("active", "true");
        fields.put("condition", "error_stringLIKEUnknownHost");
        fields.put("retry_interval", "15");
        fields.put("max_retry", "3");
        var _ = store.insert(TABLE, fields, "system");
      }
      return marked;
    });
  }

  /** The first active policy that covers a failure. */
  Optional<RetryPolicy> first(GlideRecord output, GlideRecord input) {
    return all().stream()
        .filter(policy -> policy.covers(output, input))
        .min(Comparator.comparingInt(RetryPolicy::order).thenComparing(RetryPolicy::sysId));
  }

  /** That policy as it is now. */
  Optional<RetryPolicy> find(SysId policy) {
    return store.get(TABLE, policy).flatMap(RetryPolicies::readable);
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    GlideRecord complete = proposed;
    for (Map.Entry<String, String> value : DEFAULTS.entrySet()) {
      if (complete.value(value.getKey()).isEmpty()) {
        complete = complete.with(value.getKey(), value.getValue());
      }
    }
    return ruling(complete);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return ruling(after);
  }

  private static Ruling ruling(GlideRecord row) {
    try {
      var _ = RetryPolicy.parse(row);
      return new Ruling.Allowed(row);
    } catch (MalformedException e) {
      return new Ruling.Malformed("Not a retry policy: " + e.fact());
    }
  }

  private List<RetryPolicy> all() {
    return store.query(TABLE, EncodedQuery.where("active", "true"), MAX_POLICIES).stream()
        .map(RetryPolicies::readable)
        .flatMap(Optional::stream)
        .toList();
  }

  /** What another tool has spoilt covers nothing. */
  private static Optional<RetryPolicy> readable(GlideRecord row) {
    try {
      return Optional.of(RetryPolicy.parse(row));
    } catch (MalformedException e) {
      LOGGER
          .atWarn()
          .addKeyValue("policy", row.sysId())
          .addKeyValue("fact", e.fact())
          .log("a retry policy cannot be read");
      return Optional.empty();
    }
  }
}
