package dev.circleoftrust.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a record as they stand in the file: one JSON object of strings. */
final class StoredFields {
  /** Every byte of a record's values may need six in JSON, and names come on top. */
  private static final int MAX_SIZE = 8 * GlideRecord.MAX_SIZE;

  private StoredFields() {}

  static String encode(GlideRecord record) {
    ObjectNode json = StrictJson.object();
    record.fields().forEach(json::put);
    return json.toString();
  }

  /**
   * @throws StoreException if another tool has left something that is no record
   */
  static GlideRecord decode(TableName table, String sysId, String json) {
    try {
      var fields = new LinkedHashMap<String, String>();
      ObjectNode object = StrictJson.parse(Bytes.ofUtf8(json), MAX_SIZE);
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!field.getValue().isTextual()) {
          throw new MalformedException("a value that is not text");
        }
        fields.put(field.getKey(), field.getValue().textValue());
      }
      return GlideRecord.parse(table, SysId.parse(sysId), fields);
    } catch (MalformedException e) {
      throw new StoreException(
          "the store holds a damaged record of %s: %s".formatted(table, e.getMessage()), e);
    }
  }
}
