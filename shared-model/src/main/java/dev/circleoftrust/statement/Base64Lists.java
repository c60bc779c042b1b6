package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** Lists of byte strings, such as the certificates of a chain, as JSON lists of base64. */
final class Base64Lists {
  private Base64Lists() {}

  static void write(ObjectNode json, String name, List<Bytes> values) {
    ArrayNode list = json.putArray(name);
    values.forEach(value -> list.add(value.toBase64()));
  }

  static List<Bytes> read(JsonFields fields, String name, int max) throws MalformedException {
    var values = new ArrayList<Bytes>();
    for (String text : fields.texts(name, max)) {
      values.add(Bytes.fromBase64(text));
    }
    return values;
  }
}
