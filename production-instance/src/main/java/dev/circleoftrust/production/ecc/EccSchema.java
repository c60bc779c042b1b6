package dev.circleoftrust.production.ecc;

import dev.circleoftrust.runtime.store.Schema;
import java.util.List;

/** What stands behind the table {@code ecc_queue}: rows that wait, bytes that leave, positions. */
public final class EccSchema {
  /** The SQL tables. */
  public static final Schema SCHEMA =
      new Schema(
          "ecc",
          List.of(
              """
              CREATE TABLE ecc_waiting (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                ecc TEXT NOT NULL UNIQUE,
                priority INTEGER NOT NULL);
              CREATE INDEX ecc_waiting_by_priority ON ecc_waiting (priority, ordinal);
              CREATE TABLE ecc_stream (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                stream BLOB NOT NULL,
                next_sequence INTEGER NOT NULL);
              CREATE TABLE ecc_outbox (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                ecc TEXT NOT NULL UNIQUE,
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                record_key BLOB NOT NULL,
                value BLOB NOT NULL,
                statement BLOB,
                proof BLOB,
                CHECK ((statement IS NULL) = (proof IS NULL)));
              CREATE TABLE ecc_input_position (
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                PRIMARY KEY (topic, partition))
              """,
              """
              ALTER TABLE ecc_waiting ADD COLUMN agent TEXT NOT NULL DEFAULT '';
              ALTER TABLE ecc_waiting ADD COLUMN gated INTEGER NOT NULL DEFAULT 1;
              ALTER TABLE ecc_waiting ADD COLUMN movable INTEGER NOT NULL DEFAULT 0;
              UPDATE ecc_waiting SET agent = coalesce(
                (SELECT substr(json_extract(fields, '$.agent'), length('mid.server.') + 1)
                  FROM records WHERE tbl = 'ecc_queue' AND sys_id = ecc), '');
              DELETE FROM ecc_waiting WHERE agent = '';
              DROP INDEX ecc_waiting_by_priority;
              CREATE INDEX ecc_waiting_ungated ON ecc_waiting (priority, ordinal)
                WHERE gated = 0;
              CREATE INDEX ecc_waiting_by_agent ON ecc_waiting (agent, priority, ordinal)
                WHERE gated = 1;
              CREATE INDEX ecc_waiting_movable ON ecc_waiting (agent, ordinal)
                WHERE movable = 1
              """,
              """
              CREATE TABLE ecc_later (
                ecc TEXT PRIMARY KEY,
                priority INTEGER NOT NULL,
                agent TEXT NOT NULL,
                gated INTEGER NOT NULL,
                movable INTEGER NOT NULL,
                due INTEGER NOT NULL);
              CREATE INDEX ecc_later_by_due ON ecc_later (due)
              """));

  private EccSchema() {}
}
