package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data sources that the rows refer to, for the database of each agent. For one thread.
 *
 * @param databases by agent
 */
record Sources(Map<String, Effects> databases) {
  private static final String TABLE = "sys_data_source";

  /** Long enough to be struck while it runs: the statement counts first. */
  private static final String COUNTING =
      "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < %d) SELECT count(*) FROM c)";

  private static final String DECLARATION =
      "{\"parameters\":[{\"name\":\"row\",\"type\":\"text\",\"place\":1,"
          + "\"maxLength\":32,\"pattern\":\"[0-9a-f]{32}\"}]}";

  Sources {
    databases = Map.copyOf(databases);
  }

  /** Has the trusted instance sign those that are to be signed, and brings all to production. */
  void establish(Circle circle) throws RefusedException {
    var content = new ArrayList<TrustedInstance.Content>();
    for (String agent : databases.keySet()) {
      for (RowKind kind : List.of(RowKind.ONCE, RowKind.REPEATABLE, RowKind.QUERY)) {
        content.add(new TrustedInstance.Content(TABLE, fields(kind, agent)));
      }
    }
    TrustedInstance trusted = circle.trusted();
    String set = trusted.updateSet("Data sources of the stream", content);
    var _ = trusted.signUpdateSet(set, "any").required();
    var _ = circle.production().retrieve(trusted.xml(set));
    for (String agent : databases.keySet()) {
      var _ =
          circle
              .production()
              .instance()
              .tables()
              .insert(TABLE, fields(RowKind.NOT_SIGNED, agent))
              .required();
    }
  }

  /** What is inserted into production's ecc_queue. */
  Map<String, String> row(PlannedRow row) {
    var values = new LinkedHashMap<String, String>();
    values.put("sys_id", row.id());
    values.put("agent", "mid.server." + row.agent());
    values.put("topic", row.kind() == RowKind.HEARTBEAT ? "HeartbeatProbe" : "JDBCProbe");
    values.put("priority", Integer.toString(row.priority().code()));
    values.put("payload", payload(row));
    return values;
  }

  private String payload(PlannedRow row) {
    return switch (row.kind()) {
      case ONCE, REPEATABLE, QUERY, NOT_SIGNED ->
          payload(
              new Parameter("data_source", sysId(row.kind(), row.agent())),
              new Parameter("row", row.id()));
      case OWN_SQL ->
          payload(
              new Parameter("jdbc_driver", "org.sqlite.JDBC"),
              new Parameter("connection_url", database(row.agent()).url()),
              new Parameter(
                  "sql_statement", "INSERT INTO once VALUES ('%s', 0)".formatted(row.id())));
      case HEARTBEAT -> "";
    };
  }

  private Map<String, String> fields(RowKind kind, String agent) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("sys_id", sysId(kind, agent));
    fields.put("name", "%s of %s".formatted(kind.word(), agent));
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", database(agent).url());
    fields.put("sql_statement", sql(kind));
    fields.put("parameters", DECLARATION);
    fields.put("repeatable", Boolean.toString(kind != RowKind.ONCE));
    return fields;
  }

  private static String sql(RowKind kind) {
    return switch (kind) {
      case ONCE -> "INSERT INTO once SELECT ?, " + COUNTING.formatted(20_000);
      case REPEATABLE -> "INSERT INTO repeatable SELECT ?, " + COUNTING.formatted(20_000);
      case QUERY ->
          "SELECT count(*) AS found, %s AS counted FROM once WHERE sys_id <> ?"
              .formatted(COUNTING.formatted(100_000));
      case NOT_SIGNED, OWN_SQL, HEARTBEAT -> "INSERT INTO once VALUES (?, 0)";
    };
  }

  private Effects database(String agent) {
    Effects effects = databases.get(agent);
    if (effects == null) {
      throw new IllegalArgumentException("no database of " + agent);
    }
    return effects;
  }

  /** The same in every run, so that a run can be repeated. */
  private static String sysId(RowKind kind, String agent) {
    return SysId.of(Digest.of(Bytes.ofUtf8(kind.name() + agent)).value().slice(0, SysId.SIZE))
        .value();
  }

  private static String payload(Parameter... parameters) {
    return new EccPayload(List.of(parameters)).encode();
  }
}
