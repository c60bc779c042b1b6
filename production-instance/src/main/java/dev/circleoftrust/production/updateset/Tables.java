package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.TableName;

/** The tables behind <i>Retrieved Update Sets</i>. */
final class Tables {
  static final TableName UPDATE_SET = new TableName("sys_remote_update_set");
  static final TableName UPDATE = new TableName("sys_update_xml");
  static final TableName PREVIEW = new TableName("sys_update_preview_xml");

  private Tables() {}
}
