package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableRule;
import java.util.Map;

/** What the Table API allows on <i>Retrieved Update Sets</i>. */
public final class UpdateSetTables {
  private UpdateSetTables() {}

  /** The rules, by table. */
  public static Map<TableName, TableRule> rules() {
    TableRule imported = TableRule.readOnly("import the update set's XML file instead");
    return Map.of(
        Tables.UPDATE_SET, imported, Tables.UPDATE, imported, Tables.PREVIEW, new PreviewTable());
  }
}
