package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.transport.SignedExport;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what was exported to change the circle as local update sets, complete, with the file that
 * the signatures determine. Safe for any number of threads.
 */
public final class ExportedSets {
  private final TableStore store;
  private final UpdateSets sets;
  private final CustomerUpdates updates;
  private final UpdateSetFiles files;

  /** Keeps them in {@code store}. */
  public ExportedSets(TableStore store, UpdateSetFiles files) {
    this.store = store;
    this.sets = new UpdateSets(store);
    this.updates = new CustomerUpdates(store);
    this.files = files;
  }

  /** Keeps one; the answer is its local update set. */
  public GlideRecord keep(SignedExport export, String user) {
    return keepAll(List.of(export), user).getFirst();
  }

  /** Keeps all of them or none. */
  public List<GlideRecord> keepAll(List<? extends SignedExport> exports, String user) {
    return store.inTransaction(() -> {
      var kept = new ArrayList<GlideRecord>();
      for (SignedExport export : exports) {
        kept.add(keepOne(export, user));
      }
      return kept;
    });
  }

  private GlideRecord keepOne(SignedExport export, String user) {
    try {
      UpdateSet set = export.updateSet();
      SysId sysId = SignedExport.localSet(export.statement().statementId());
      GlideRecord kept = sets.add(sysId, set.name(), UpdateSetOrigin.EXPORT, user);
      for (CustomerUpdate update : set.updates()) {
        RecordChange change = RecordChange.parse(update.payload());
        updates.record(change, sysId, user);
        if (change.record().table().equals(SignatureRecords.TABLE)) {
          store.put(change.record());
        }
      }
      files.keep(sysId, export.xml());
      return kept;
    } catch (MalformedException e) {
      throw new IllegalStateException("an export that was just made is one", e);
    }
  }
}
