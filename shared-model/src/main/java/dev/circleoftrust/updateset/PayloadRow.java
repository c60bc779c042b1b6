package dev.circleoftrust.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A row in a payload, as it stands there.
 *
 * @param element the element's name: the row's table
 * @param action what is to be done with it; {@code delete_multiple} and others that concern no
 *     single record occur in genuine payloads; empty where the row does not say
 * @param fields those that hold text, in their order, none twice
 * @param nestedFields how many further fields hold elements, which no record can hold
 */
public record PayloadRow(
    String element, String action, List<ExportField> fields, int nestedFields) {
  public PayloadRow {
    fields = ExportField.distinct(fields);
  }

  /**
   * The change of one record that this row asks for.
   *
   * @throws MalformedException if it asks for something else: another action, a row without a
   *     sys_id, fields that hold elements, or values that no record has
   */
  public RecordChange change() throws MalformedException {
    UpdateAction known =
        UpdateAction.named(action)
            .orElseThrow(() -> new MalformedException("a row whose action changes no one record"));
    if (nestedFields > 0) {
      throw new MalformedException(
          "a row with %d fields that hold elements".formatted(nestedFields));
    }
    var values = new LinkedHashMap<String, String>();
    for (ExportField field : fields) {
      values.put(field.name(), field.value());
    }
    String sysId = values.remove("sys_id");
    if (sysId == null) {
      throw new MalformedException("a row without a sys_id");
    }
    TableName table = TableName.parse(element);
    return new RecordChange(known, GlideRecord.parse(table, SysId.parse(sysId), values));
  }

  /** Which table it is for; no value. */
  @Override
  public String toString() {
    return "PayloadRow[%s, %d fields]".formatted(element, fields.size());
  }
}
