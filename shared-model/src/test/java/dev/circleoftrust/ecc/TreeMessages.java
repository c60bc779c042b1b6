package dev.circleoftrust.ecc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;

/** Reads and writes messages by way of a tree of JSON nodes: slowly, and by another's parser. */
final class TreeMessages {
  private TreeMessages() {}

  static OutboundMessage parse(Bytes json) throws MalformedException {
    JsonFields message = JsonFields.of(StrictJson.parse(json, OutboundMessage.MAX_SIZE));
    EccRecord ecc = EccRecord.parse(message.textByName("ecc", EccField.values().length));
    if (ecc.queue() != EccQueue.OUTPUT) {
      throw new MalformedException("an input");
    }
    if (!message.has("code")) {
      message.end();
      return new OutboundMessage.Bare(ecc);
    }
    GlideRecord code = code(message.object("code"));
    var signatures = new ArrayList<Bytes>();
    if (message.has("signatures")) {
      for (String envelope : message.texts("signatures", OutboundMessage.MAX_SIGNATURES)) {
        signatures.add(utf8(envelope));
      }
      if (signatures.isEmpty()) {
        throw new MalformedException("signatures is an empty list");
      }
    }
    message.end();
    return new OutboundMessage.WithCode(ecc, code, signatures);
  }

  static Bytes encode(OutboundMessage message) throws MalformedException {
    ObjectNode json = StrictJson.object();
    ObjectNode ecc = json.putObject("ecc");
    message.ecc().fields().forEach(ecc::put);
    if (message instanceof OutboundMessage.WithCode(_, var code, var signatures)) {
      ObjectNode node = json.putObject("code");
      node.put("table", code.table().value()).put("sys_id", code.sysId().value());
      ObjectNode fields = node.putObject("fields");
      code.fields().forEach(fields::put);
      if (!signatures.isEmpty()) {
        var list = json.putArray("signatures");
        for (Bytes envelope : signatures) {
          list.add(envelope.toUtf8());
        }
      }
    }
    return StrictJson.encode(json);
  }

  private static GlideRecord code(JsonFields code) throws MalformedException {
    var table = TableName.parse(code.text("table"));
    var sysId = SysId.parse(code.text("sys_id"));
    var fields = code.textByName("fields", GlideRecord.MAX_FIELDS);
    code.end();
    return GlideRecord.parse(table, sysId, fields);
  }

  private static Bytes utf8(String text) throws MalformedException {
    try {
      return Bytes.ofUtf8(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("a lone surrogate");
    }
  }
}
