package dev.circleoftrust.updateset;

import dev.circleoftrust.record.SysId;
import java.util.List;

/**
 * One changed record in an update set: a row of {@code sys_update_xml}. It always has a sys_id, a
 * name, an action and a payload. Immutable.
 *
 * <p>The payload is kept as the text that the file carried, to the character. It is not read here:
 * {@link RecordPayload} does that, and {@code payload_hash} is 32 bits that anyone can meet, so it
 * is carried and never relied on (genuine exports have ones that do not fit their payload).
 *
 * @param fields in the file's order, none twice
 */
public record CustomerUpdate(List<ExportField> fields) {
  /** The element, and the table that it is a row of. */
  static final String ELEMENT = "sys_update_xml";

  public CustomerUpdate {
    fields = ExportField.distinct(fields);
    if (UpdateAction.named(ExportField.value(fields, "action")).isEmpty()) {
      throw new IllegalArgumentException("an update whose action is unknown");
    }
    for (String required : new String[] {"name", "payload"}) {
      if (ExportField.value(fields, required).isEmpty()) {
        throw new IllegalArgumentException("an update without " + required);
      }
    }
    new SysId(ExportField.value(fields, "sys_id"));
  }

  /** The identity of the update itself, not of the record that it changes. */
  public SysId sysId() {
    return new SysId(value("sys_id"));
  }

  /** What is changed, in the product's spelling: {@code <table>_<sys_id>}. */
  public String name() {
    return value("name");
  }

  /** What the update says is to be done; the payload says so too. */
  public UpdateAction action() {
    return UpdateAction.valueOf(value("action"));
  }

  /** The payload's XML, exactly as it travelled. */
  public String payload() {
    return value("payload");
  }

  /** The value of any field; empty where there is none. */
  public String value(String field) {
    return ExportField.value(fields, field);
  }

  /** Which update it is; no payload. */
  @Override
  public String toString() {
    return "CustomerUpdate[" + sysId() + "]";
  }
}
