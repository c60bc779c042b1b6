package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.production.lifecycle.Expiry;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows from those that wait to those that leave: prepared, notarized in one batch, their
 * positions drawn, all in one transaction. For one thread.
 */
final class OutboxFilling {
  private static final int MAX_BATCH = 1024;

  private final EccMemory memory;
  private final Gate gate;
  private final LostMembers lostMembers;
  private final RowPreparation preparation;
  private final Notary notary;
  private final Supplier<Optional<CircleState>> circle;

  OutboxFilling(
      EccMemory memory,
      Gate gate,
      RowPreparation preparation,
      Notary notary,
      Supplier<Optional<CircleState>> circle) {
    this.memory = memory;
    this.gate = gate;
    this.lostMembers = new LostMembers(memory, gate);
    this.preparation = preparation;
    this.notary = notary;
    this.circle = circle;
  }

  /**
   * Moves the most urgent rows among those whose MID Server is given work, and tells how many there
   * were.
   */
  int fill() {
    Optional<CircleState> enforced = circle.get().filter(CircleState::enforcing);
    return memory
        .database()
        .inTransaction(_ -> {
          memory.waiting().takeDue();
          lostMembers.moveRows(MAX_BATCH);
          List<SysId> rows = memory.waiting().first(MAX_BATCH, gate::isOpen);
          var prepared = new ArrayList<PreparedRow>(rows.size());
          for (SysId row : rows) {
            prepare(row, enforced).ifPresent(prepared::add);
            memory.waiting().remove(row);
          }
          leave(prepared, enforced);
          return rows.size();
        });
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private Optional<PreparedRow> prepare(SysId sysId, Optional<CircleState> enforced) {
    Optional<GlideRecord> row = memory.store().get(EccRecord.TABLE, sysId);
    if (row.isEmpty()) {
      return Optional.empty(); // another tool has removed it
    }
    try {
      return Optional.of(preparation.prepare(memory.payloads().whole(row.get()), enforced));
    } catch (MalformedException e) {
      memory.fail(sysId, e.fact());
      return Optional.empty();
    }
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private void leave(List<PreparedRow> prepared, Optional<CircleState> enforced) {
    Map<SysId, OutboxRecord> notarized = new HashMap<>();
    if (enforced.isPresent()) {
      List<PreparedRow> trusted = prepared.stream().filter(PreparedRow::trusted).toList();
      for (OutboxRecord record : notary.notarize(trusted, enforced.get().circle())) {
        notarized.put(record.row(), record);
      }
    }
    Instant expires = notary.expiry().plus(Expiry.MARGIN);
    for (PreparedRow row : prepared) {
      @Nullable OutboxRecord signed = notarized.get(row.row());
      memory.open().left(row.row(), signed == null ? null : expires);
      memory
          .outbox()
          .add(
              signed == null
                  ? new OutboxRecord(row.row(), row.record(), Optional.empty())
                  : signed);
    }
  }
}
