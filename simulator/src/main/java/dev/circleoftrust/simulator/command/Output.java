package dev.circleoftrust.simulator.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.table.Columns;
import dev.circleoftrust.simulator.table.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows answers: as JSON where a script reads them, else for a person.
 *
 * @param out where to
 * @param json whether as JSON
 */
record Output(PrintStream out, boolean json) {
  private static final JsonMapper PRETTY = new JsonMapper();
  private static final int WIDTH = 100;

  /** A fingerprint must be readable to its end: people compare it. */
  private static final int ANSWER_WIDTH = 120;

  /** Shows one answer, a line for each of its fields. */
  void show(JsonNode answer) {
    if (json || !answer.isObject()) {
      printJson(answer);
      return;
    }
    var rows = new ArrayList<List<String>>();
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      JsonNode value = field.getValue();
      rows.add(List.of(field.getKey(), value.isValueNode() ? value.asText() : value.toString()));
    }
    lines(new TextTable(List.of("field", "value"), rows), ANSWER_WIDTH);
  }

  /** Shows the rows of a table. */
  void show(String table, List<Row> rows) {
    if (json) {
      var list = PRETTY.createArrayNode();
      rows.forEach(row -> list.addPOJO(row.values()));
      printJson(list);
      return;
    }
    List<String> columns = Columns.of(table, rows);
    lines(
        new TextTable(
            columns, rows.stream().map(row -> columns.stream().map(row::value).toList()).toList()),
        WIDTH);
    out.printf("%d %s of %s%n", rows.size(), rows.size() == 1 ? "record" : "records", table);
  }

  private void lines(TextTable table, int width) {
    table.lines(width).forEach(out::println);
  }

  private void printJson(JsonNode node) {
    try {
      out.println(PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes is always writable", e);
    }
  }
}
