package dev.circleoftrust.production.lifecycle;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place where an output of the ECC queue changes its state.
 *
 * <pre>
 * ready -> processing -> processed | error | cancelled
 * ready -----------------^
 * </pre>
 *
 * <p>A final state stays: what comes later changes nothing. Safe for any number of threads; each
 * call is a part of the transaction that its thread is in.
 */
public final class RowStates {
  private static final String SYSTEM = "system";
  private static final int MAX_ERROR = EccField.ERROR_STRING.maxLength();

  private final TableStore store;
  private final OpenRows open;
  private final InstantSource clock;
  private final RowEnd end;

  /**
   * @param end is told of each row that comes to its end
   */
  public RowStates(TableStore store, OpenRows open, InstantSource clock, RowEnd end) {
    this.store = store;
    this.open = open;
    this.clock = clock;
    this.end = end;
  }

  /** Whether {@code row} is in this state. */
  public static boolean is(GlideRecord row, EccState state) {
    return row.value(EccField.STATE.field()).equals(state.word());
  }

  /** Whether nothing changes {@code row} any more. */
  public static boolean isFinal(GlideRecord row) {
    return !is(row, EccState.READY) && !is(row, EccState.PROCESSING);
  }

  /** A MID Server took the row. */
  public void announced(GlideRecord output) {
    if (!is(output, EccState.READY)) {
      return;
    }
    var changes = new HashMap<String, String>();
    changes.put(EccField.STATE.field(), EccState.PROCESSING.word());
    changes.put(EccField.PROCESSED.field(), GlideTime.format(clock.instant()));
    var _ = change(output, changes, output.value(EccField.AGENT.field()));
  }

  /** The row's final input is {@code answer}. */
  public void answered(GlideRecord output, EccRecord answer) {
    if (answer.state() == EccState.ERROR) {
      end(output, EccState.ERROR, answer.value(EccField.ERROR_STRING), answer);
    } else {
      end(output, EccState.PROCESSED, "", answer);
    }
  }

  /** The row ends without an answer. */
  public void failed(SysId output, String error) {
    row(output).ifPresent(row -> end(row, EccState.ERROR, error, null));
  }

  /** The row was called off, and had no effect. */
  public void cancelled(GlideRecord output, String error, @Nullable EccRecord answer) {
    end(output, EccState.CANCELLED, error, answer);
  }

  private Optional<GlideRecord> row(SysId output) {
    return store.get(EccRecord.TABLE, output);
  }

  private void end(GlideRecord output, EccState state, String error, @Nullable EccRecord answer) {
    if (isFinal(output)) {
      return;
    }
    var changes = new HashMap<String, String>();
    changes.put(EccField.STATE.field(), state.word());
    if (output.value(EccField.PROCESSED.field()).isEmpty()) {
      changes.put(EccField.PROCESSED.field(), GlideTime.format(clock.instant()));
    }
    if (!error.isEmpty()) {
      changes.put(EccField.ERROR_STRING.field(), cut(error));
    }
    String user = answer == null ? SYSTEM : answer.agent().field();
    change(output, changes, user).ifPresent(ended -> end.ended(ended, answer));
    open.close(output.sysId());
  }

  private Optional<GlideRecord> change(
      GlideRecord output, Map<String, String> changes, String user) {
    return store.update(output.table(), output.sysId(), changes, user);
  }

  private static String cut(String text) {
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR - 3) + "...";
  }
}
