package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.KeptStatements;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Which rows of the ECC queue have not left yet: the most urgent first, then the oldest. However
 * many wait for one MID Server, they cost nothing to those for others: each has an index of its
 * own. A row that leaves later is kept apart until it is due. Safe for any number of threads; each
 * call is a part of the transaction that its thread is in.
 */
final class WaitingRows {
  /** Who rows wait for, found by as many steps through the index as there are. */
  private static final String AWAITED =
      """
      WITH RECURSIVE awaited (agent) AS (
        SELECT min(agent) FROM ecc_waiting WHERE gated = 1
        UNION ALL
        SELECT (SELECT min(agent) FROM ecc_waiting WHERE gated = 1 AND agent > awaited.agent)
          FROM awaited WHERE awaited.agent IS NOT NULL)
      SELECT agent FROM awaited WHERE agent IS NOT NULL
      """;

  private final Database database;
  private final InstantSource clock;
  private final AtomicLong count;

  /** A row that waits, and what gives its place among the others. */
  private record Place(int priority, long ordinal, SysId row) {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::priority).thenComparingLong(Place::ordinal);
  }

  WaitingRows(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.count = new AtomicLong(database.read(WaitingRows::counted));
  }

  void add(EccRecord row) {
    Passage passage = Passage.of(row.topic());
    database.inTransaction(handle ->
        counted(
            1,
            KeptStatements.change(
                handle,
                "INSERT INTO ecc_waiting (ecc, priority, agent, gated, movable) VALUES (?, ?, ?, ?, ?)",
                row.sysId().value(),
                row.priority().code(),
                row.agent().value(),
                passage == Passage.ALWAYS ? 0 : 1,
                passage == Passage.ONCE_WORKABLE ? 1 : 0)));
  }

  /** Lets a row wait among the others after {@code delay}, when {@link #takeDue} is called. */
  void addLater(EccRecord row, Duration delay) {
    Passage passage = Passage.of(row.topic());
    database.inTransaction(handle ->
        counted(
            1,
            handle.execute(
                "INSERT INTO ecc_later (ecc, priority, agent, gated, movable, due)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                row.sysId().value(),
                row.priority().code(),
                row.agent().value(),
                passage == Passage.ALWAYS ? 0 : 1,
                passage == Passage.ONCE_WORKABLE ? 1 : 0,
                clock.instant().plus(delay).toEpochMilli())));
  }

  /** Puts the rows that are due now in line. */
  void takeDue() {
    long now = clock.millis();
    database.inTransaction(handle -> {
      handle.execute(
          "INSERT INTO ecc_waiting (ecc, priority, agent, gated, movable)"
              + " SELECT ecc, priority, agent, gated, movable FROM ecc_later"
              + " WHERE due <= ? ORDER BY due",
          now);
      return handle.execute("DELETE FROM ecc_later WHERE due <= ?", now);
    });
  }

  /**
   * The first rows that may leave.
   *
   * @param isOpen whether a MID Server or cluster is given work; asked once for each that rows wait
   *     for
   */
  List<SysId> first(int limit, Predicate<AgentName> isOpen) {
    return database.read(handle -> {
      List<Place> places = ungated(handle, limit);
      for (AgentName agent : awaited(handle)) {
        if (isOpen.test(agent)) {
          places.addAll(of(handle, agent, limit));
        }
      }
      return places.stream().sorted(Place.ORDER).limit(limit).map(Place::row).toList();
    });
  }

  /** Whom rows wait for that leave only once it is workable. */
  List<AgentName> awaited() {
    return database.read(WaitingRows::awaited);
  }

  /**
   * The oldest rows that wait for {@code agent} and that another member of its cluster may take.
   */
  List<SysId> movable(AgentName agent, int limit) {
    return database.read(handle ->
        handle
            .select(
                "SELECT ecc FROM ecc_waiting WHERE movable = 1 AND agent = ?"
                    + " ORDER BY ordinal LIMIT ?",
                agent.value(),
                limit)
            .mapTo(String.class)
            .map(SysId::new)
            .list());
  }

  /** Lets a row wait for somebody else, in its place among the others. */
  void move(SysId row, AgentName to) {
    database.inTransaction(handle ->
        handle.execute("UPDATE ecc_waiting SET agent = ? WHERE ecc = ?", to.value(), row.value()));
  }

  /** Takes a row out; tells whether it was there. */
  boolean remove(SysId row) {
    return database.inTransaction(handle -> {
      int removed =
          handle.execute("DELETE FROM ecc_waiting WHERE ecc = ?", row.value())
              + handle.execute("DELETE FROM ecc_later WHERE ecc = ?", row.value());
      return counted(-1, removed) > 0;
    });
  }

  /** Takes rows out that {@link #first} has given in this transaction. */
  void remove(List<SysId> rows) {
    if (rows.isEmpty()) {
      return;
    }
    database.inTransaction(handle -> {
      PreparedBatch batch = handle.prepareBatch("DELETE FROM ecc_waiting WHERE ecc = ?");
      for (SysId row : rows) {
        var _ = batch.add(row.value());
      }
      return counted(-1, Arrays.stream(batch.execute()).sum());
    });
  }

  boolean holds(SysId row) {
    return database.read(handle ->
        handle
            .select(
                "SELECT 1 FROM ecc_waiting WHERE ecc = ? UNION ALL"
                    + " SELECT 1 FROM ecc_later WHERE ecc = ?",
                row.value(),
                row.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** How many there are, as far as this process has seen; asked often, so it is not looked up. */
  long count() {
    return count.get();
  }

  /** Notes, once it is committed, that as many rows came (1) or went (-1); tells how many. */
  private int counted(int sign, int rows) {
    if (rows > 0) {
      database.afterCommit(() -> count.addAndGet((long) sign * rows));
    }
    return rows;
  }

  private static long counted(Handle handle) {
    return handle
        .select("SELECT (SELECT count(*) FROM ecc_waiting) + (SELECT count(*) FROM ecc_later)")
        .mapTo(Long.class)
        .one();
  }

  private static List<AgentName> awaited(Handle handle) {
    return handle.select(AWAITED).mapTo(String.class).map(AgentName::new).list();
  }

  private static List<Place> ungated(Handle handle, int limit) {
    return new ArrayList<>(
        places(
            handle.select(
                "SELECT priority, ordinal, ecc FROM ecc_waiting WHERE gated = 0"
                    + " ORDER BY priority, ordinal LIMIT ?",
                limit)));
  }

  private static List<Place> of(Handle handle, AgentName agent, int limit) {
    return places(
        handle.select(
            "SELECT priority, ordinal, ecc FROM ecc_waiting WHERE gated = 1 AND agent = ?"
                + " ORDER BY priority, ordinal LIMIT ?",
            agent.value(),
            limit));
  }

  private static List<Place> places(Query query) {
    return query
        .map((row, _) ->
            new Place(
                row.getInt("priority"), row.getLong("ordinal"), new SysId(row.getString("ecc"))))
        .list();
  }
}
