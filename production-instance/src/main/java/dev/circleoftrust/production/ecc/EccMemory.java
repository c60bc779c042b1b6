package dev.circleoftrust.production.ecc;

import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.production.lifecycle.OpenRows;
import dev.circleoftrust.production.lifecycle.RowEnd;
import dev.circleoftrust.production.lifecycle.RowStates;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * All that the ECC queue remembers, in one database, so that one transaction covers it.
 *
 * @param database the file, opened with {@link EccSchema#SCHEMA} and that of the lifecycle
 * @param store the instance's tables in it
 * @param waiting rows that have not left
 * @param outbox bytes that are leaving
 * @param open rows that left and are not at their end
 * @param states where rows change their state
 * @param payloads what rows carry
 */
record EccMemory(
    Database database,
    TableStore store,
    WaitingRows waiting,
    Outbox outbox,
    OpenRows open,
    RowStates states,
    Payloads payloads) {
  /**
   * @param end is told of each row that comes to its end
   */
  static EccMemory of(
      Database database,
      TableStore store,
      InstantSource clock,
      RandomGenerator random,
      RowEnd end) {
    var open = new OpenRows(database);
    return new EccMemory(
        database,
        store,
        new WaitingRows(database, clock),
        new Outbox(database, random),
        open,
        new RowStates(store, open, clock, end),
        new Payloads(new Attachments(database, store)));
  }

  /** Adds a row, with its payload. */
  GlideRecord keep(GlideRecord row, String user) {
    return store.insert(payloads.kept(row, user), user);
  }

  /** Marks a row as one that cannot be sent. */
  void fail(SysId row, String detail) {
    states.failed(row, "not sent: " + detail);
  }
}
