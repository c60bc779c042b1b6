package dev.circleoftrust.production.retry;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.production.lifecycle.RowStates;
import dev.circleoftrust.production.retry.RetryActivities.Retry;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the retries that are due: each a new row, which is judged, notarized and sent like any
 * other. The row and the note of it are one transaction. For one thread.
 */
public final class RetryTimer {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetryTimer.class);
  private static final int MAX_AT_ONCE = 200;
  private static final String SYSTEM = "system";

  /** What a new row has of the one that failed. */
  private static final List<EccField> COPIED =
      List.of(
          EccField.AGENT,
          EccField.TOPIC,
          EccField.NAME,
          EccField.SOURCE,
          EccField.PRIORITY,
          EccField.AGENT_CORRELATOR,
          EccField.SYS_DOMAIN,
          EccField.PAYLOAD);

  private final Database database;
  private final TableStore store;
  private final Payloads payloads;
  private final TableRule outputs;
  private final RetryActivities activities;
  private final InstantSource clock;

  /**
   * @param outputs what an administrator's row passes too
   */
  public RetryTimer(
      Database database,
      TableStore store,
      Payloads payloads,
      TableRule outputs,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.payloads = payloads;
    this.outputs = outputs;
    this.activities = new RetryActivities(database, store);
    this.clock = clock;
  }

  /**
   * Makes what is due.
   *
   * @return how many there were
   */
  public int fire() {
    List<SysId> due = activities.due(clock.instant(), MAX_AT_ONCE);
    for (SysId entry : due) {
      database.inTransaction(_ -> {
        activities.of(entry).ifPresent(this::fire);
        return entry;
      });
    }
    if (!due.isEmpty()) {
      outputs.written();
    }
    return due.size();
  }

  private void fire(Retry retry) {
    try {
      Optional<GlideRecord> failed = store.get(EccRecord.TABLE, retry.entry());
      if (failed.isEmpty()) {
        throw new MalformedException("the row that failed is gone");
      }
      added(again(payloads.whole(failed.get()), retry.first()))
          .ifPresent(row -> activities.tried(retry, row.sysId()));
    } catch (MalformedException e) {
      LOGGER
          .atWarn()
          .addKeyValue("row", retry.first())
          .addKeyValue("fact", e.fact())
          .log("a row cannot be tried again");
      activities.end(retry, RetryStatus.ERROR, null);
    }
  }

  private GlideRecord again(GlideRecord failed, SysId first) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (EccField field : COPIED) {
      fields.put(field.field(), failed.value(field.field()));
    }
    fields.put(EccField.FROM_SYS_ID.field(), first.value());
    return new GlideRecord(EccRecord.TABLE, store.newSysId(), fields);
  }

  /** Empty where there is no room: the row stays due. */
  private Optional<GlideRecord> added(GlideRecord proposed) throws MalformedException {
    return switch (outputs.insert(proposed, SYSTEM)) {
      case Ruling.Refused(var message, _) -> throw new MalformedException(message);
      case Ruling.Overloaded _ -> Optional.empty();
      case Ruling.Malformed(var message) -> throw new MalformedException(message);
      case Ruling.Allowed(var allowed) -> {
        GlideRecord row = store.insert(allowed, SYSTEM);
        if (RowStates.is(row, EccState.ERROR)) {
          throw new MalformedException(row.value(EccField.ERROR_STRING.field()));
        }
        yield Optional.of(row);
      }
    };
  }
}
