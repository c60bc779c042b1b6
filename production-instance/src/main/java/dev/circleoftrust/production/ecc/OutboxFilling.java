package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.production.lifecycle.Expiry;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.MalformedException;
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
  /** Of messages in one batch, but for the last. */
  private static final long MAX_BYTES = 4 << 20;

  private final EccMemory memory;
  private final Gate gate;
  private final LostMembers lostMembers;
  private final RowPreparation preparation;
  private final Notary notary;
  private final Supplier<Optional<CircleState>> circle;
  private final int limit;

  /**
   * @param limit so many rows at most are moved at once
   */
  OutboxFilling(
      EccMemory memory,
      Gate gate,
      RowPreparation preparation,
      Notary notary,
      Supplier<Optional<CircleState>> circle,
      int limit) {
    this.memory = memory;
    this.gate = gate;
    this.lostMembers = new LostMembers(memory, gate);
    this.preparation = preparation;
    this.notary = notary;
    this.circle = circle;
    this.limit = limit;
  }

  /**
   * What became of rows.
   *
   * @param part what is in the outbox now
   * @param more whether more rows may be waiting that could leave
   */
  record Filled(Outbox.Leaving part, boolean more) {}

  /** Moves the most urgent rows among those whose MID Server is given work. */
  Filled fill() {
    Optional<CircleState> enforced = circle.get().filter(CircleState::enforcing);
    return memory
        .database()
        .inTransaction(_ -> {
          memory.waiting().takeDue();
          lostMembers.moveRows(limit);
          List<SysId> rows = memory.waiting().first(limit, gate::isOpen);
          var prepared = new ArrayList<PreparedRow>(rows.size());
          int taken = prepare(rows, enforced, prepared);
          memory.waiting().remove(rows.subList(0, taken));
          return new Filled(leave(prepared, enforced), taken < rows.size() || taken == limit);
        });
  }

  /** Prepares the first rows, until they are many bytes; tells how many it has looked at. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private int prepare(
      List<SysId> rows, Optional<CircleState> enforced, List<PreparedRow> prepared) {
    Map<SysId, GlideRecord> kept = memory.store().get(EccRecord.TABLE, rows);
    var judged = new HashMap<GlideRecord, CodeFinding>();
    long bytes = 0;
    int taken = 0;
    while (taken < rows.size() && bytes < MAX_BYTES) {
      @Nullable GlideRecord row = kept.get(rows.get(taken++));
      if (row != null) { // else another tool has removed it
        Optional<PreparedRow> one = prepare(row, enforced, judged);
        one.ifPresent(prepared::add);
        bytes += one.map(it -> it.record().value().size()).orElse(0);
      }
    }
    return taken;
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private Optional<PreparedRow> prepare(
      GlideRecord row, Optional<CircleState> enforced, Map<GlideRecord, CodeFinding> judged) {
    try {
      return Optional.of(preparation.prepare(memory.payloads().whole(row), enforced, judged));
    } catch (MalformedException e) {
      memory.fail(row.sysId(), e.fact());
      return Optional.empty();
    }
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  private Outbox.Leaving leave(List<PreparedRow> prepared, Optional<CircleState> enforced) {
    Map<SysId, OutboxRecord> notarized = new HashMap<>();
    if (enforced.isPresent()) {
      List<PreparedRow> trusted = prepared.stream().filter(PreparedRow::trusted).toList();
      for (OutboxRecord record : notary.notarize(trusted, enforced.get().circle())) {
        notarized.put(record.row(), record);
      }
    }
    var leaving = new ArrayList<OutboxRecord>(prepared.size());
    for (PreparedRow row : prepared) {
      @Nullable OutboxRecord signed = notarized.get(row.row());
      leaving.add(
          signed == null ? new OutboxRecord(row.row(), row.record(), Optional.empty()) : signed);
    }
    memory.open().left(notarized.keySet(), notary.expiry().plus(Expiry.MARGIN));
    memory.open().left(unsigned(leaving), null);
    return memory.outbox().add(leaving);
  }

  private static List<SysId> unsigned(List<OutboxRecord> leaving) {
    return leaving.stream()
        .filter(record -> record.headers().isEmpty())
        .map(OutboxRecord::row)
        .toList();
  }
}
