package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetExport;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <i>Export to XML</i>: the file of a complete update set. An export's is the one that its
 * signatures determine; of any other set it follows from its customer updates, so that the same set
 * always gives the same file.
 *
 * <p>Safe for any number of threads.
 */
public final class UpdateSetFiles {
  /** The SQL table of the files that are fixed. */
  public static final Schema SCHEMA =
      new Schema(
          "update-set-files",
          List.of(
              """
              CREATE TABLE update_set_file (update_set TEXT PRIMARY KEY, file BLOB NOT NULL)
              """));

  private final Database database;
  private final UpdateSets sets;
  private final CustomerUpdates updates;

  /** The files of the sets in {@code store}, which is in {@code database}. */
  public UpdateSetFiles(Database database, TableStore store) {
    this.database = database;
    this.sets = new UpdateSets(store);
    this.updates = new CustomerUpdates(store);
  }

  /** Fixes the file of a set. */
  void keep(SysId updateSet, Bytes file) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO update_set_file (update_set, file) VALUES (?, ?)",
            updateSet.value(),
            file.toByteArray()));
  }

  /** The file of a complete set. */
  public Bytes file(SysId updateSet) throws ActionRefusedException {
    GlideRecord set = sets.complete(updateSet);
    Optional<Bytes> fixed = fixed(updateSet);
    if (fixed.isPresent()) {
      return fixed.get();
    }
    try {
      Bytes file = UpdateSetWriter.write(written(set));
      if (file.size() > UpdateSetReader.MAX_SIZE) {
        throw tooLarge("its file has %d bytes".formatted(file.size()));
      }
      return file;
    } catch (MalformedException e) {
      throw ActionRefusedException.notNow(
          "update-set-damaged", "update set %s: %s".formatted(updateSet, e.fact()));
    } catch (IllegalArgumentException e) {
      throw tooLarge(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Bytes> fixed(SysId updateSet) {
    return database.read(handle ->
        handle
            .select("SELECT file FROM update_set_file WHERE update_set = ?", updateSet.value())
            .mapTo(byte[].class)
            .map(Bytes::copyOf)
            .findOne());
  }

  private UpdateSet written(GlideRecord set) throws MalformedException {
    var items = new ArrayList<UpdateSetExport.Item>();
    for (GlideRecord row : updates.of(set.sysId())) {
      items.add(
          new UpdateSetExport.Item(
              RecordChange.parse(row.value("payload")),
              row.value("type"),
              row.value("target_name")));
    }
    return new UpdateSetExport(
            set.value("name"),
            set.value("description"),
            set.sysId(),
            set.value("sys_updated_by"),
            GlideTime.parse(set.value("sys_updated_on")))
        .of(items);
  }

  private static ActionRefusedException tooLarge(String fact) {
    return ActionRefusedException.notNow(
        "update-set-too-large", fact + ": divide it into several update sets");
  }
}
