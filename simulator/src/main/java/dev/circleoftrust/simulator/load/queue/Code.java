package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.simulator.attack.Payroll;
import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The record that holds the code of every row, signed by the trusted instance as any other would
 * be.
 *
 * @param topic the ECC topic that runs it
 * @param content what is signed
 * @param payload of a row that asks for it
 */
record Code(String topic, TrustedInstance.Content content, String payload) {
  /** A query of a small database in {@code folder}. */
  static Code query(Path folder) {
    String sysId = newSysId();
    var fields = new LinkedHashMap<String, String>();
    fields.put("sys_id", sysId);
    fields.put("name", "Load: payroll");
    fields.put("type", "JDBC");
    fields.put("jdbc_driver", "org.sqlite.JDBC");
    fields.put("connection_url", Payroll.create(folder.resolve("payroll.db")).url());
    fields.put("sql_statement", "SELECT name, salary FROM payroll WHERE salary > 4000");
    fields.put("repeatable", "true");
    return new Code(
        "JDBCProbe",
        new TrustedInstance.Content("sys_data_source", fields),
        payload("data_source", sysId));
  }

  /** A request to a server that takes its time. */
  static Code request(RestTarget target) {
    String sysId = newSysId();
    Map<String, String> fields =
        Map.of(
            "sys_id",
            sysId,
            "function_name",
            "Load: work",
            "http_method",
            "get",
            "rest_endpoint",
            target.url(),
            "repeatable",
            "true");
    return new Code(
        "RESTProbe",
        new TrustedInstance.Content("sys_rest_message_fn", fields),
        payload("rest_message_fn", sysId));
  }

  /** The code that the rows ask for. */
  static Code of(Optional<RestTarget> target, Path folder) {
    return target.map(Code::request).orElseGet(() -> query(folder));
  }

  /** Has it signed, and brings it to production. */
  void establish(Circle circle) throws RefusedException {
    TrustedInstance trusted = circle.trusted();
    String set = trusted.updateSet("Code of the load test", List.of(content));
    var _ = trusted.signUpdateSet(set, "any").required();
    var _ = circle.production().retrieve(trusted.xml(set));
  }

  private static String payload(String reference, String sysId) {
    return new EccPayload(List.of(new Parameter(reference, sysId))).encode();
  }

  private static String newSysId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
