package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.FieldName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records as the Table API writes and reads them: a JSON object of strings, {@code sys_id} among
 * them.
 *
 * @param fields the fields that were asked for; all where none is named
 */
record RecordForm(List<String> fields) {
  private static final String SYS_ID = "sys_id";
  private static final int MAX_FIELDS = 200;

  RecordForm {
    fields = List.copyOf(fields);
  }

  /** The form that {@code sysparm_fields} asks for. */
  static RecordForm of(Request request) throws MalformedException {
    String text = request.query("sysparm_fields").orElse("");
    List<String> fields =
        text.isEmpty()
            ? List.of()
            : List.of(text.split(",", -1)).stream().map(String::strip).toList();
    if (fields.size() > MAX_FIELDS || !fields.stream().allMatch(FieldName::matches)) {
      throw new MalformedException(
          "sysparm_fields is not a list of at most %d names of fields".formatted(MAX_FIELDS));
    }
    return new RecordForm(fields);
  }

  ObjectNode one(GlideRecord record) {
    ObjectNode json = StrictJson.object();
    if (fields.isEmpty()) {
      json.put(SYS_ID, record.sysId().value());
      record.fields().forEach(json::put);
    } else {
      fields.forEach(field -> json.put(field, record.value(field)));
    }
    return json;
  }

  ArrayNode list(List<GlideRecord> records) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(records.size());
    records.forEach(record -> list.add(one(record)));
    return list;
  }

  /** The record that a client wants to add; with its own sys_id where it names one. */
  static GlideRecord proposed(TableName table, ObjectNode json, Supplier<SysId> newSysId)
      throws MalformedException {
    Map<String, String> values = values(json);
    String given = values.remove(SYS_ID);
    SysId sysId = given == null || given.isEmpty() ? newSysId.get() : SysId.parse(given);
    return GlideRecord.parse(table, sysId, values);
  }

  /** The fields that a client wants to change. */
  static Map<String, String> changes(SysId sysId, ObjectNode json) throws MalformedException {
    Map<String, String> values = values(json);
    String given = values.remove(SYS_ID);
    if (given != null && !given.equals(sysId.value())) {
      throw new MalformedException("the sys_id of a record cannot be changed");
    }
    return values;
  }

  static GlideRecord changed(GlideRecord before, Map<String, String> changes)
      throws MalformedException {
    var fields = new LinkedHashMap<>(before.fields());
    fields.putAll(changes);
    return GlideRecord.parse(before.table(), before.sysId(), fields);
  }

  private static Map<String, String> values(ObjectNode json) throws MalformedException {
    var values = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      values.put(field.getKey(), value(field.getValue()));
    }
    return values;
  }

  private static String value(JsonNode node) throws MalformedException {
    if (node.isNull()) {
      return "";
    }
    if (node.isTextual() || node.isBoolean() || node.isIntegralNumber()) {
      return node.asText();
    }
    throw new MalformedException(
        node.isNumber()
            ? "a number with a fraction: send it as a string, so that no digit is lost"
            : "a value that is neither a string, a whole number, true, false nor null");
  }
}
