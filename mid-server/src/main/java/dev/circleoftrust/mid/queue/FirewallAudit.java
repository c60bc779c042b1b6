package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * How many records each rule of the ECC firewall has decided on, and how many it left to Code
 * Signing, since this MID Server's memory began. Counted on disk in the transaction that receives
 * the records, so that a count is lost no more than a record is: whenever the process ends, and
 * whether or not anybody was told of it. Safe for any number of threads.
 */
public final class FirewallAudit {
  /** The SQL tables of the counts. */
  public static final Schema SCHEMA =
      new Schema(
          "ecc-firewall",
          List.of(
              """
              CREATE TABLE firewall_since (since INTEGER NOT NULL);
              CREATE TABLE firewall_count (
                rule TEXT PRIMARY KEY,
                records INTEGER NOT NULL);
              """));

  /** What stands in place of a rule where none decided. */
  static final String NONE = "none";

  private final Database database;
  private final Instant since;
  private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

  /**
   * The counts in {@code database}, which has {@link #SCHEMA}, as they were left.
   *
   * @param firewall whose rules are counted; of one that it had before, the count stays
   */
  public FirewallAudit(
      Database database, EccFirewall firewall, InstantSource clock, MeterRegistry registry) {
    this.database = database;
    this.since = database.inTransaction(handle -> since(handle, clock.instant()));
    counts.put(NONE, new AtomicLong());
    firewall.rules().forEach(rule -> counts.put(rule.toString(), new AtomicLong()));
    database
        .read(FirewallAudit::known)
        .forEach((rule, count) -> counts.put(rule, new AtomicLong(count)));
    counts.forEach((rule, count) ->
        FunctionCounter.builder("ecc.firewall", count, AtomicLong::get)
            .tag("action", action(rule))
            .tag("rule", rule)
            .register(registry));
  }

  /**
   * Receives records and counts what the firewall said of them: both, or neither.
   *
   * @param receiving writes the records
   */
  void count(Collection<EccFirewall.Decision> decisions, Runnable receiving) {
    Map<String, Long> more = tally(decisions);
    database.inTransaction(handle -> {
      receiving.run();
      more.forEach((rule, count) -> add(handle, rule, count));
      return more.size();
    });
    more.forEach((rule, count) -> {
      AtomicLong known = counts.get(rule);
      if (known == null) {
        throw new IllegalStateException("a rule that this MID Server does not have: " + rule);
      }
      var _ = known.addAndGet(count);
    });
    FirewallTrace.decided(decisions);
  }

  private static Map<String, Long> tally(Collection<EccFirewall.Decision> decisions) {
    Map<String, Long> tally = new HashMap<>();
    long none = 0; // by far the most, and to be counted at no cost
    for (EccFirewall.Decision decision : decisions) {
      if (decision.rule() == null) {
        none++;
      } else {
        tally.merge(decision.rule().toString(), 1L, Long::sum);
      }
    }
    if (none > 0) {
      tally.put(NONE, none);
    }
    return tally;
  }

  /** How many records each rule decided on, by the rule in words; {@code none} for Code Signing. */
  public Map<String, Long> counts() {
    var now = new ConcurrentSkipListMap<String, Long>();
    counts.forEach((rule, count) -> now.put(rule, count.get()));
    return now;
  }

  /** When counting began. */
  public Instant since() {
    return since;
  }

  /** How many records the firewall has looked at in all. */
  long total() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** The counts as a payload for production: a row for each rule. */
  ResultPayload payload() {
    List<ResultRow> rows =
        counts().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(ResultPayload.MAX_ROWS)
            .map(count -> row(count.getKey(), count.getValue()))
            .toList();
    var parameters = new ArrayList<Parameter>();
    parameters.add(new Parameter("since", GlideTime.format(since)));
    parameters.add(new Parameter("records", Long.toString(total())));
    return new ResultPayload(0, 0, "", new ResultBody.Rows(rows), parameters);
  }

  private static ResultRow row(String rule, long count) {
    return new ResultRow(
        List.of(
            new ResultRow.Column("action", action(rule)),
            new ResultRow.Column("rule", rule),
            new ResultRow.Column("records", Long.toString(count))));
  }

  /** A rule in words begins with what it does. */
  private static String action(String rule) {
    int end = rule.indexOf(' ');
    return end < 0 ? rule : rule.substring(0, end);
  }

  private static Instant since(Handle handle, Instant now) {
    handle.execute(
        "INSERT INTO firewall_since SELECT ? WHERE NOT EXISTS (SELECT * FROM firewall_since)",
        now.toEpochMilli());
    return Instant.ofEpochMilli(
        handle.select("SELECT since FROM firewall_since").mapTo(Long.class).one());
  }

  private static Map<String, Long> known(Handle handle) {
    var known = new HashMap<String, Long>();
    handle
        .select("SELECT rule, records FROM firewall_count")
        .map((row, _) -> Map.entry(row.getString("rule"), row.getLong("records")))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  private static void add(Handle handle, String rule, long count) {
    handle.execute(
        "INSERT INTO firewall_count (rule, records) VALUES (?, ?)"
            + " ON CONFLICT (rule) DO UPDATE SET records = records + excluded.records",
        rule,
        count);
  }
}
