package dev.circleoftrust.ecc;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonCursor;
import dev.circleoftrust.wire.JsonNames;
import dev.circleoftrust.wire.JsonWriter;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that JSON messages share. */
final class EccJson {
  private static final JsonNames CODE = JsonNames.of(List.of("table", "sys_id", "fields"));
  private static final int TABLE = 0;
  private static final int SYS_ID = 1;

  private EccJson() {}

  /** Writes {@code row} as an object. */
  static void write(EccRecord row, JsonWriter json) {
    char mark = '{';
    for (EccField field : EccField.ALL) {
      String value = row.value(field);
      if (!value.isEmpty()) {
        json.mark(mark).marks(field.mark()).text(value);
        mark = ',';
      }
    }
    json.mark('}');
  }

  /** Reads a row in the direction {@code queue}. */
  static EccRecord row(JsonCursor json, EccQueue queue) throws MalformedException {
    EccRecord row = EccRecord.read(json);
    if (row.queue() != queue) {
      throw new MalformedException("a row that is not in the queue " + queue.word());
    }
    return row;
  }

  /** Writes {@code code} as an object. */
  static void write(GlideRecord code, JsonWriter json) {
    json.marks("{\"table\":").text(code.table().value());
    json.marks(",\"sys_id\":").text(code.sysId().value());
    json.marks(",\"fields\":");
    char mark = '{';
    for (Map.Entry<String, String> field : code.fields().entrySet()) {
      json.mark(mark).text(field.getKey()).mark(':').text(field.getValue());
      mark = ',';
    }
    json.marks(mark == '{' ? "{}}" : "}}");
  }

  /** Reads a record with code. */
  static GlideRecord code(JsonCursor json) throws MalformedException {
    @Nullable TableName table = null;
    @Nullable SysId sysId = null;
    @Nullable Map<String, String> fields = null;
    json.object();
    while (json.hasField()) {
      int name = json.field(CODE);
      if (name == TABLE) {
        requireOnce(table);
        table = TableName.parse(json.text());
      } else if (name == SYS_ID) {
        requireOnce(sysId);
        sysId = SysId.parse(json.text());
      } else {
        requireOnce(fields);
        fields = fields(json);
      }
    }
    if (table == null || sysId == null || fields == null) {
      throw new MalformedException("code without its table, sys_id or fields");
    }
    return GlideRecord.parse(table, sysId, fields);
  }

  /** Refuses a field that was read before. */
  static void requireOnce(@Nullable Object before) throws MalformedException {
    if (before != null) {
      throw new MalformedException("a field that stands twice");
    }
  }

  /** The bytes that were written, unless they are more than a reader takes. */
  static Bytes bytes(JsonWriter json, int maxSize) throws MalformedException {
    if (json.size() > maxSize) {
      throw new MalformedException(
          "a message of %d bytes, %d are allowed".formatted(json.size(), maxSize));
    }
    return json.toBytes();
  }

  private static Map<String, String> fields(JsonCursor json) throws MalformedException {
    var fields = new LinkedHashMap<String, String>();
    json.object();
    while (json.hasField()) {
      requireOnce(fields.put(json.name(), json.text()));
      if (fields.size() > GlideRecord.MAX_FIELDS) {
        throw new MalformedException("fields holds more than %d fields".formatted(fields.size()));
      }
    }
    return fields;
  }
}
