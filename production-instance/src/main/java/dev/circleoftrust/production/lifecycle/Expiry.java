package dev.circleoftrust.production.lifecycle;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends rows that left and that no MID Server announced while it might have run them. A row that
 * left unsigned bears no date, so it never expires. Safe for any number of threads.
 */
public final class Expiry {
  /** For clocks that differ, and an announcement that is on its way. */
  public static final Duration MARGIN = Duration.ofMinutes(10);

  private static final int MAX_AT_ONCE = 500;

  private final Database database;
  private final TableStore store;
  private final OpenRows open;
  private final RowStates states;
  private final InstantSource clock;

  /** Ends rows of {@code store}. */
  public Expiry(
      Database database, TableStore store, OpenRows open, RowStates states, InstantSource clock) {
    this.database = database;
    this.store = store;
    this.open = open;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Looks once.
   *
   * @return how many rows it looked at
   */
  public int sweep() {
    return database.inTransaction(_ -> {
      List<SysId> due = open.expired(clock.instant(), MAX_AT_ONCE);
      due.forEach(this::look);
      return due.size();
    });
  }

  private void look(SysId row) {
    boolean unannounced =
        store
            .get(EccRecord.TABLE, row)
            .filter(output -> RowStates.is(output, EccState.READY))
            .isPresent();
    if (unannounced) {
      states.failed(row, "expired: no MID Server took it while it was valid; send it again");
    } else {
      open.stay(row);
    }
  }
}
