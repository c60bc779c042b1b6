package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.KeptStatements;
import dev.circleoftrust.wire.MalformedException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which row a MID Server has refused without naming it. What bears no proof may be
 * anybody's, so the MID Server tells only where it stood; production knows what it put there
 * itself. Without this a row that left unsigned would be <i>ready</i> for ever.
 *
 * <p>The refusal may be read before Kafka has told production where the row stands, so both are
 * remembered, and whichever comes second finds the other. A topic that is made anew has the same
 * places again, so a refusal that is older than the row is not the row's. Each call is a part of
 * the transaction that its thread is in.
 */
final class UnnamedRefusals {
  private static final Logger LOGGER = LoggerFactory.getLogger(UnnamedRefusals.class);

  /** Refusals that are remembered: whoever writes to the topic by himself makes them too. */
  private static final int MOST = 10_000;

  private static final String CREATED = "sys_created_on";

  private final EccMemory memory;

  UnnamedRefusals(EccMemory memory) {
    this.memory = memory;
  }

  /** The input, with the row that it answers where that is known now. */
  EccRecord named(EccRecord input) {
    String place = input.value(EccField.SOURCE);
    if (input.responseTo().isPresent() || input.state() != EccState.ERROR || place.isEmpty()) {
      return input;
    }
    Optional<SysId> row = memory.open().at(place).filter(found -> isFor(input, found));
    if (row.isEmpty()) {
      remember(place, input.sysId());
      return input;
    }
    return input.with(EccField.RESPONSE_TO, row.get().value());
  }

  /** Takes note that {@code row}, which left unsigned, stands at {@code place}. */
  void sent(SysId row, String place) {
    memory.open().standsAt(row, place);
    refusedAt(place).flatMap(this::input).ifPresent(input -> answer(row, input));
    forget(place);
  }

  private void answer(SysId row, GlideRecord input) {
    try {
      EccRecord answer =
          RowPreparation.eccRecord(input.with(EccField.RESPONSE_TO.field(), row.value()));
      if (isFor(answer, row) && !isOlder(input, row)) {
        var _ =
            memory
                .store()
                .update(
                    input.table(),
                    input.sysId(),
                    Map.of(EccField.RESPONSE_TO.field(), row.value()),
                    answer.agent().field());
        output(row).ifPresent(output -> memory.states().answered(output, answer));
      }
    } catch (MalformedException e) {
      LOGGER.atWarn().addKeyValue("fact", e.fact()).log("an input in the ECC queue was damaged");
    }
  }

  private boolean isFor(EccRecord input, SysId row) {
    return output(row)
        .filter(output -> output.value(EccField.AGENT.field()).equals(input.agent().field()))
        .isPresent();
  }

  /** By production's own clock, which both were given when they were added. */
  private boolean isOlder(GlideRecord input, SysId row) {
    return output(row)
        .filter(output -> input.value(CREATED).compareTo(output.value(CREATED)) < 0)
        .isPresent();
  }

  private Optional<GlideRecord> output(SysId row) {
    return memory.store().get(EccRecord.TABLE, row);
  }

  private Optional<GlideRecord> input(SysId sysId) {
    return memory.store().get(EccRecord.TABLE, sysId);
  }

  private Optional<SysId> refusedAt(String place) {
    return memory
        .database()
        .read(handle ->
            KeptStatements.first(
                handle,
                "SELECT input FROM ecc_refused_place WHERE place = ?"
                    + " ORDER BY ordinal DESC LIMIT 1",
                row -> new SysId(row.getString(1)),
                place));
  }

  /** Refusals are of what stood there before, or have found their row. */
  private void forget(String place) {
    memory
        .database()
        .inTransaction(handle ->
            KeptStatements.change(handle, "DELETE FROM ecc_refused_place WHERE place = ?", place));
  }

  private void remember(String place, SysId input) {
    memory
        .database()
        .inTransaction(handle ->
            handle.execute(
                    "INSERT INTO ecc_refused_place (place, input) VALUES (?, ?)",
                    place,
                    input.value())
                + handle.execute(
                    "DELETE FROM ecc_refused_place WHERE ordinal <="
                        + " (SELECT max(ordinal) FROM ecc_refused_place) - ?",
                    MOST));
  }
}
