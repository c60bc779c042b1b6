package dev.circleoftrust.production.lifecycle;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.KeptStatements;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that left production and are not at their end: how often each was sent, until when it may
 * run, and who was asked to call it off. Safe for any number of threads; each call is a part of the
 * transaction that its thread is in.
 */
public final class OpenRows {
  private final Database database;

  /** The rows in {@code database}, which was opened with {@link LifecycleSchema#SCHEMA}. */
  public OpenRows(Database database) {
    this.database = database;
  }

  /**
   * Counts rows that leave now.
   *
   * @param expires when no MID Server runs them any more; null where they bear no date
   */
  public void left(Collection<SysId> rows, @Nullable Instant expires) {
    if (rows.isEmpty()) {
      return;
    }
    database.inTransaction(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              INSERT INTO ecc_open (ecc, times_sent, expires) VALUES (?, 1, ?)
              ON CONFLICT (ecc) DO UPDATE
                SET times_sent = times_sent + 1, expires = excluded.expires
              """);
      for (SysId row : rows) {
        var _ = batch.add(row.value(), expires == null ? null : expires.toEpochMilli());
      }
      return batch.execute();
    });
  }

  /** How often a row has left; 0 where it has not, or is at its end. */
  public int timesSent(SysId row) {
    return database.read(handle ->
        handle
            .select("SELECT times_sent FROM ecc_open WHERE ecc = ?", row.value())
            .mapTo(Integer.class)
            .findOne()
            .orElse(0));
  }

  /** A row that was announced, or waits again, does not expire. */
  public void stay(SysId row) {
    database.inTransaction(
        handle -> handle.execute("UPDATE ecc_open SET expires = NULL WHERE ecc = ?", row.value()));
  }

  /** Rows that no MID Server runs any more, the oldest first. */
  List<SysId> expired(Instant now, int limit) {
    return database.read(handle ->
        handle
            .select(
                "SELECT ecc FROM ecc_open WHERE expires < ? ORDER BY expires LIMIT ?",
                now.toEpochMilli(),
                limit)
            .mapTo(String.class)
            .map(SysId::new)
            .list());
  }

  /** The row by which a MID Server was asked to call {@code row} off, if one was. */
  public Optional<SysId> cancelProbe(SysId row) {
    return database.read(handle ->
        KeptStatements.first(
            handle,
            "SELECT cancel_probe FROM ecc_open WHERE ecc = ? AND cancel_probe IS NOT NULL",
            found -> new SysId(found.getString(1)),
            row.value()));
  }

  /** Remembers that {@code probe} asks to call {@code row} off. */
  public void calledOff(SysId row, SysId probe) {
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO ecc_open (ecc, times_sent, cancel_probe) VALUES (?, 1, ?)
            ON CONFLICT (ecc) DO UPDATE SET cancel_probe = excluded.cancel_probe
            """,
            row.value(),
            probe.value()));
  }

  /**
   * Remembers where a row that left unsigned stands: its MID Server may name it by nothing else.
   * Another that stood there did so in a topic that is gone.
   */
  public void standsAt(SysId row, String place) {
    database.inTransaction(handle ->
        KeptStatements.change(handle, "UPDATE ecc_open SET place = NULL WHERE place = ?", place)
            + KeptStatements.change(
                handle, "UPDATE ecc_open SET place = ? WHERE ecc = ?", place, row.value()));
  }

  /** The row that stands at {@code place}, if it left unsigned and is open. */
  public Optional<SysId> at(String place) {
    return database.read(handle ->
        handle
            .select("SELECT ecc FROM ecc_open WHERE place = ?", place)
            .mapTo(String.class)
            .findFirst()
            .map(SysId::new));
  }

  /** Forgets a row that is at its end. */
  void close(SysId row) {
    database.inTransaction(
        handle -> KeptStatements.change(handle, "DELETE FROM ecc_open WHERE ecc = ?", row.value()));
  }
}
