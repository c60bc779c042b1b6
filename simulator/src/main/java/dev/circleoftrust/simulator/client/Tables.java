package dev.circleoftrust.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.StrictJson;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Table API of one instance. Safe for any number of threads.
 *
 * @param instance whose tables these are
 */
public record Tables(Instance instance) {
  private static final String ROOT = "/api/now/table/";
  private static final int PAGE = 5_000;

  /**
   * The records that an encoded query finds.
   *
   * @param query the product's form; empty for all
   * @param limit the most records
   */
  public List<Row> list(String table, String query, int limit) throws RefusedException {
    String path =
        "%s%s?sysparm_query=%s&sysparm_limit=%d"
            .formatted(ROOT, URLEncoder.encode(table, UTF_8), encoded(query), limit);
    var rows = new ArrayList<Row>();
    for (JsonNode row : instance.get(path).required().result()) {
      rows.add(Row.of(row));
    }
    return rows;
  }

  /**
   * Every record that an encoded query finds, however many there are.
   *
   * @param fields those that are wanted of each
   */
  public List<Row> all(String table, String query, List<String> fields) throws RefusedException {
    var rows = new ArrayList<Row>();
    int found;
    do {
      String path =
          "%s%s?sysparm_query=%s&sysparm_fields=%s&sysparm_limit=%d&sysparm_offset=%d"
              .formatted(
                  ROOT,
                  URLEncoder.encode(table, UTF_8),
                  encoded(query + "^ORDERBYsys_id"),
                  encoded(String.join(",", fields)),
                  PAGE,
                  rows.size());
      found = rows.size();
      for (JsonNode row : instance.get(path).required().result()) {
        rows.add(Row.of(row));
      }
    } while (rows.size() == found + PAGE);
    return rows;
  }

  /**
   * The one record that a query finds.
   *
   * @throws RefusedException with the reason {@code not-one} if there is none, or more than one
   */
  public Row one(String table, String query) throws RefusedException {
    List<Row> rows = list(table, query, 2);
    if (rows.size() != 1) {
      throw new RefusedException(
          "%s has %s record of %s where %s"
              .formatted(instance.name(), rows.isEmpty() ? "no" : "more than one", table, query),
          "not-one");
    }
    return rows.getFirst();
  }

  /** Adds a record. */
  public Reply insert(String table, Map<String, String> values) {
    return instance.post(ROOT + table, json(values));
  }

  /** Changes a record. */
  public Reply update(String table, String sysId, Map<String, String> values) {
    return instance.patch(ROOT + table + "/" + sysId, json(values));
  }

  /** Removes a record. */
  public Reply delete(String table, String sysId) {
    return instance.delete(ROOT + table + "/" + sysId);
  }

  private static ObjectNode json(Map<String, String> values) {
    ObjectNode json = StrictJson.object();
    values.forEach(json::put);
    return json;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, UTF_8).replace("+", "%20");
  }
}
