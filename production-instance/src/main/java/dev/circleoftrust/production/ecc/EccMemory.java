package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All that the ECC queue remembers, in one database, so that one transaction covers it.
 *
 * @param database the file, opened with {@link EccSchema#SCHEMA}
 * @param store the instance's tables in it
 * @param waiting rows that have not left
 * @param outbox bytes that are leaving
 */
record EccMemory(Database database, TableStore store, WaitingRows waiting, Outbox outbox) {
  static EccMemory of(Database database, TableStore store, RandomGenerator random) {
    return new EccMemory(database, store, new WaitingRows(database), new Outbox(database, random));
  }

  /** Marks a row as one that cannot be sent. */
  void fail(SysId row, String detail) {
    var _ =
        store.update(
            EccRecord.TABLE,
            row,
            Map.of(
                EccField.STATE.field(),
                EccState.ERROR.word(),
                EccField.ERROR_STRING.field(),
                "not sent: " + detail),
            "system");
  }
}
