package dev.circleoftrust.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record and what is to be done with it: what a customer update of one record says.
 *
 * @param action whether it is to be there, or no longer
 * @param record the record, as it is or was
 */
public record RecordChange(UpdateAction action, GlideRecord record) {
  /** Reads a payload of one record; {@link RecordPayload#change} says what is refused. */
  public static RecordChange parse(String payload) throws MalformedException {
    return RecordPayload.parse(payload).change();
  }

  /**
   * The payload of this change: the same change always has the same text. The fields stand in
   * alphabetical order, as in genuine exports, and everything special is escaped, so that the
   * payload holds no CDATA section and the file can put it into one.
   */
  public String encode() {
    var table = record.table().value();
    var values = new TreeMap<>(record.fields());
    values.put("sys_id", record.sysId().value());
    XmlWriter xml =
        new XmlWriter()
            .start("record_update", new XmlAttribute("table", table))
            .start(table, new XmlAttribute("action", action.name()));
    for (Map.Entry<String, String> field : values.entrySet()) {
      xml.element(field.getKey(), List.of(), field.getValue());
    }
    return xml.end(table).end("record_update").toText();
  }
}
