package dev.circleoftrust.production.lifecycle;

import dev.circleoftrust.runtime.store.Schema;
import java.util.List;

/** What production remembers of outputs that left and have no final answer yet. */
public final class LifecycleSchema {
  /** The SQL table; times are milliseconds since 1970. */
  public static final Schema SCHEMA =
      new Schema(
          "ecc-lifecycle",
          List.of(
              """
              CREATE TABLE ecc_open (
                ecc TEXT PRIMARY KEY,
                times_sent INTEGER NOT NULL,
                expires INTEGER,
                cancel_probe TEXT);
              CREATE INDEX ecc_open_by_expiry ON ecc_open (expires) WHERE expires IS NOT NULL
              """,
              """
              ALTER TABLE ecc_open ADD COLUMN place TEXT;
              CREATE INDEX ecc_open_by_place ON ecc_open (place) WHERE place IS NOT NULL;
              CREATE TABLE ecc_refused_place (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                place TEXT NOT NULL,
                input TEXT NOT NULL);
              CREATE INDEX ecc_refused_by_place ON ecc_refused_place (place)
              """));

  private LifecycleSchema() {}
}
