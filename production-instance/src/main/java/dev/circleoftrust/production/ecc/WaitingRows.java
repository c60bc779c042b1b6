package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import java.util.List;

/**
 * Which rows of the ECC queue have not left yet: the most urgent first, then the oldest. Safe for
 * any number of threads; each call is a part of the transaction that its thread is in.
 */
final class WaitingRows {
  private final Database database;

  WaitingRows(Database database) {
    this.database = database;
  }

  void add(EccRecord row) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO ecc_waiting (ecc, priority) VALUES (?, ?)",
            row.sysId().value(),
            row.priority().code()));
  }

  List<SysId> first(int limit) {
    return database.read(handle ->
        handle
            .select("SELECT ecc FROM ecc_waiting ORDER BY priority, ordinal LIMIT ?", limit)
            .mapTo(String.class)
            .map(SysId::new)
            .list());
  }

  /** Takes a row out; tells whether it was there. */
  boolean remove(SysId row) {
    return database.inTransaction(
        handle -> handle.execute("DELETE FROM ecc_waiting WHERE ecc = ?", row.value()) > 0);
  }

  boolean holds(SysId row) {
    return database.read(handle ->
        handle
            .select("SELECT 1 FROM ecc_waiting WHERE ecc = ?", row.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  long count() {
    return database.read(
        handle -> handle.select("SELECT count(*) FROM ecc_waiting").mapTo(Long.class).one());
  }
}
