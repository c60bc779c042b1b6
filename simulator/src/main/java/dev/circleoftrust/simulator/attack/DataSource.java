package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data source of the story: selects the rows of one department, which a row may choose.
 *
 * @param sysId its sys_id, the same on every instance as update sets have it
 * @param url the JDBC URL of the database
 */
public record DataSource(String sysId, String url) {
  /** Its table. */
  public static final String TABLE = "sys_data_source";

  /** What a trusted instance signs. */
  public static final String SELECT = "SELECT name, salary FROM payroll WHERE department = ?";

  /** What an attacker makes of it. */
  public static final String DELETE = "DELETE FROM payroll WHERE department = ?";

  /** The ECC topic that runs it. */
  static final String TOPIC = "JDBCProbe";

  private static final String DECLARATIONS =
      "{\"parameters\":[{\"name\":\"department\",\"type\":\"text\",\"place\":1,"
          + "\"maxLength\":40,\"pattern\":\"[a-z]+\"}]}";

  /** Its fields with this SQL, without the sys_id. */
  public Map<String, String> fields(String sql) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Payroll by department");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", url);
    fields.put("sql_statement", sql);
    fields.put("parameters", DECLARATIONS);
    fields.put("repeatable", "true");
    return fields;
  }

  /** The payload of a row that asks for it. */
  String payload(Parameter... more) {
    var parameters = new ArrayList<Parameter>();
    parameters.add(new Parameter("data_source", sysId));
    parameters.add(new Parameter("department", Payroll.DEPARTMENT));
    parameters.addAll(List.of(more));
    return new EccPayload(parameters).encode();
  }

  /** The payload of a row that brings SQL of its own. */
  String ownSqlPayload(String sql) {
    return new EccPayload(
            List.of(
                new Parameter("jdbc_driver", "org.sqlite.JDBC"),
                new Parameter("connection_url", url),
                new Parameter("sql_statement", sql)))
        .encode();
  }
}
