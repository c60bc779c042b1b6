package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.ExportField;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * <i>Import Update Set from XML</i>: the same whether a person carried the file or Kafka did. Safe
 * for any number of threads.
 */
public final class UpdateSetImport {
  private final Database database;
  private final TableStore store;
  private final UpdateSetFiles files;

  /** Imports into these tables. */
  public UpdateSetImport(Database database, TableStore store, UpdateSetFiles files) {
    this.database = database;
    this.store = store;
    this.files = files;
  }

  /**
   * Loads the update set in {@code file} and keeps the file. The very same file again changes
   * nothing, however far the set has come; another file for the same set begins anew.
   *
   * @return its row of {@code sys_remote_update_set}
   * @throws MalformedException if the file is none; the message names line and column, and nothing
   *     is stored
   */
  public GlideRecord load(Bytes file) throws MalformedException {
    UpdateSet set = UpdateSetReader.read(file);
    GlideRecord header =
        record(Tables.UPDATE_SET, set.sysId(), set.header())
            .with("state", RetrievedState.LOADED.word());
    for (CustomerUpdate update : set.updates()) {
      var _ = record(Tables.UPDATE, update.sysId(), update.fields()); // all before any
    }
    return database.inTransaction(_ -> {
      Optional<GlideRecord> known = store.get(Tables.UPDATE_SET, set.sysId());
      if (known.isPresent() && files.of(set.sysId()).equals(Optional.of(file))) {
        return known.get();
      }
      requireOwnUpdates(set);
      clear(set.sysId());
      store.put(header);
      for (CustomerUpdate update : set.updates()) {
        store.put(record(Tables.UPDATE, update.sysId(), update.fields()));
      }
      files.keep(set.sysId(), file);
      return header;
    });
  }

  /** An update is of one set: a file must not take it away from another. */
  private void requireOwnUpdates(UpdateSet set) throws MalformedException {
    for (CustomerUpdate update : set.updates()) {
      Optional<GlideRecord> known = store.get(Tables.UPDATE, update.sysId());
      if (known.isPresent()
          && !known.get().value("remote_update_set").equals(set.sysId().value())) {
        throw new MalformedException(
            "update %s belongs to another update set that is here".formatted(update.sysId()));
      }
    }
  }

  private void clear(SysId set) {
    for (TableName table : List.of(Tables.UPDATE, Tables.PREVIEW)) {
      var ofSet = EncodedQuery.where("remote_update_set", set.value());
      for (GlideRecord row : store.query(table, ofSet, Integer.MAX_VALUE)) {
        var _ = store.delete(table, row.sysId());
      }
    }
  }

  private static GlideRecord record(TableName table, SysId sysId, List<ExportField> fields)
      throws MalformedException {
    Map<String, String> values = new LinkedHashMap<>();
    for (ExportField field : fields) {
      values.put(field.name(), field.value());
    }
    var _ = values.remove("sys_id");
    return GlideRecord.parse(table, sysId, values);
  }
}
