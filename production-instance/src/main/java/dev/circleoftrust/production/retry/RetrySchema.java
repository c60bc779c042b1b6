package dev.circleoftrust.production.retry;

import dev.circleoftrust.runtime.store.Schema;
import java.util.List;

/** What production remembers of retries that are under way, and of the policies that it shipped. */
public final class RetrySchema {
  /** The SQL tables; times are milliseconds since 1970. */
  public static final Schema SCHEMA =
      new Schema(
          "ecc-retry",
          List.of(
              """
              CREATE TABLE ecc_retry (
                activity TEXT PRIMARY KEY,
                first TEXT NOT NULL,
                entry TEXT NOT NULL UNIQUE,
                due INTEGER);
              CREATE INDEX ecc_retry_by_due ON ecc_retry (due) WHERE due IS NOT NULL;
              CREATE TABLE ecc_retry_shipped (name TEXT PRIMARY KEY)
              """));

  private RetrySchema() {}
}
