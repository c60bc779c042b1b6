package dev.circleoftrust.ecc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/** The parts that JSON messages share. */
final class EccJson {
  private EccJson() {}

  /** Puts {@code row} into {@code message} as its field {@code ecc}. */
  static void putRow(ObjectNode message, EccRecord row) {
    ObjectNode ecc = message.putObject("ecc");
    row.fields().forEach(ecc::put);
  }

  /** Reads the field {@code ecc}, a row in the direction {@code queue}. */
  static EccRecord row(JsonFields message, EccQueue queue) throws MalformedException {
    EccRecord row = EccRecord.parse(message.textByName("ecc", EccField.values().length));
    if (row.queue() != queue) {
      throw new MalformedException("a row that is not in the queue " + queue.word());
    }
    return row;
  }

  /** Puts {@code code} into {@code message} as its field {@code code}. */
  static void putCode(ObjectNode message, GlideRecord code) {
    ObjectNode node = message.putObject("code");
    node.put("table", code.table().value()).put("sys_id", code.sysId().value());
    ObjectNode fields = node.putObject("fields");
    code.fields().forEach(fields::put);
  }

  /** Reads the field {@code code}. */
  static GlideRecord code(JsonFields message) throws MalformedException {
    JsonFields code = message.object("code");
    var table = TableName.parse(code.text("table"));
    var sysId = SysId.parse(code.text("sys_id"));
    var fields = code.textByName("fields", GlideRecord.MAX_FIELDS);
    code.end();
    return GlideRecord.parse(table, sysId, fields);
  }

  /** The bytes of {@code message}, unless they are more than a reader takes. */
  static Bytes encode(ObjectNode message, int maxSize) throws MalformedException {
    Bytes json = StrictJson.encode(message);
    if (json.size() > maxSize) {
      throw new MalformedException(
          "a message of %d bytes, %d are allowed".formatted(json.size(), maxSize));
    }
    return json;
  }
}
