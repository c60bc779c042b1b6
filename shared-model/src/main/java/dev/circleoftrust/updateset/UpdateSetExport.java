package dev.circleoftrust.updateset;

import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.LengthPrefixed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes the update set that <i>Export to XML</i> gives. It is a pure function of what is exported:
 * sys_ids and update guids are derived, never drawn, so whoever knows what was to be exported can
 * make the very same file and compare.
 *
 * @param name what people call the set
 * @param description what it is for; may be empty
 * @param localSet the sys_id that the set has where it is exported
 * @param user who exports it
 * @param at when, kept to the second; the year is 1970 to 9999
 */
public record UpdateSetExport(
    String name, String description, SysId localSet, String user, Instant at) {

  /**
   * What becomes of one record.
   *
   * @param change the record and what is to be done with it
   * @param type the label of its table, such as {@code Scheduled Script Execution}
   * @param targetName what people call the record
   */
  public record Item(RecordChange change, String type, String targetName) {}

  /** The set that carries {@code items}, in their order. */
  public UpdateSet of(List<Item> items) {
    var content = new LengthPrefixed().text(name).text(localSet.value()).text(time());
    for (Item item : items) {
      content.text(item.change().encode());
    }
    SysId sysId = derived("set", content.toBytes());
    var updates = new ArrayList<CustomerUpdate>();
    for (Item item : items) {
      updates.add(update(sysId, updates.size() + 1, item));
    }
    return new UpdateSet(at, header(sysId), updates);
  }

  private List<ExportField> header(SysId sysId) {
    return List.of(
        ExportField.reference("application", "Global", "global"),
        ExportField.of("application_name", "Global"),
        ExportField.of("application_scope", "global"),
        ExportField.of("application_version", ""),
        ExportField.of("collisions", ""),
        ExportField.of("commit_date", ""),
        ExportField.of("deleted", ""),
        ExportField.of("description", description),
        ExportField.of("inserted", ""),
        ExportField.of("name", name),
        ExportField.of("origin_sys_id", ""),
        ExportField.reference("parent", "", ""),
        ExportField.of("release_date", ""),
        ExportField.reference("remote_base_update_set", "", ""),
        ExportField.of("remote_parent_id", ""),
        ExportField.of("remote_sys_id", localSet.value()),
        ExportField.of("state", "loaded"),
        ExportField.of("summary", ""),
        ExportField.of("sys_class_name", UpdateSet.ELEMENT),
        ExportField.of("sys_created_by", user),
        ExportField.of("sys_created_on", time()),
        ExportField.of("sys_id", sysId.value()),
        ExportField.of("sys_mod_count", "0"),
        ExportField.of("sys_updated_by", user),
        ExportField.of("sys_updated_on", time()),
        ExportField.reference("update_set", "", ""),
        ExportField.reference("update_source", "", ""),
        ExportField.of("updated", ""));
  }

  private CustomerUpdate update(SysId set, int number, Item item) {
    String payload = item.change().encode();
    // The product's: 32 bits that say nothing about who wrote the payload.
    String hash = Integer.toString(payload.hashCode());
    var content = new LengthPrefixed().text(set.value()).number(number).text(payload).toBytes();
    SysId guid = derived("guid", content);
    String table = item.change().record().table().value();
    return new CustomerUpdate(
        List.of(
            ExportField.of("action", item.change().action().name()),
            ExportField.reference("application", "Global", "global"),
            ExportField.of("category", "customer"),
            ExportField.of("comments", ""),
            ExportField.of("name", table + "_" + item.change().record().sysId()),
            ExportField.of("payload", payload),
            ExportField.of("payload_hash", hash),
            ExportField.reference("remote_update_set", name, set.value()),
            ExportField.of("replace_on_upgrade", "false"),
            ExportField.of("sys_created_by", user),
            ExportField.of("sys_created_on", time()),
            ExportField.of("sys_id", derived("update", content).value()),
            ExportField.of("sys_mod_count", "0"),
            ExportField.of("sys_recorded_at", recordedAt(number)),
            ExportField.of("sys_updated_by", user),
            ExportField.of("sys_updated_on", time()),
            ExportField.of("table", table),
            ExportField.of("target_name", item.targetName()),
            ExportField.of("type", item.type()),
            ExportField.of("update_domain", "global"),
            ExportField.of("update_guid", guid.value()),
            ExportField.of("update_guid_history", guid.value() + ":" + hash),
            ExportField.reference("update_set", "", ""),
            ExportField.of("view", "")));
  }

  private String time() {
    return GlideTime.format(at);
  }

  /**
   * The product's order key: milliseconds, shifted by four bits, then a counter, in hexadecimal.
   */
  private String recordedAt(int number) {
    long shifted = (at.getEpochSecond() * 1_000) << 4;
    return Long.toHexString(shifted) + HexFormat.of().toHexDigits(number, 6);
  }

  private static SysId derived(String what, Bytes content) {
    Bytes context = new LengthPrefixed().text("cot-update-set-v1").text(what).toBytes();
    return SysId.of(Digest.of(context, content).value().slice(0, SysId.SIZE));
  }
}
