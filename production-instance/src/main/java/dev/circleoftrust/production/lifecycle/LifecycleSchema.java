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
              """));

  private LifecycleSchema() {}
}
