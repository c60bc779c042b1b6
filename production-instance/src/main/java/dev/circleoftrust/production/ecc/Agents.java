package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MID Servers that production knows: rows of {@code ecc_agent}, put there by an administrator
 * or when a MID Server first answered. Safe for any number of threads.
 */
final class Agents {
  static final TableName TABLE = new TableName("ecc_agent");

  private static final int MAX_AGENTS = 10_000;

  private final TableStore store;

  Agents(TableStore store) {
    this.store = store;
  }

  /** Every MID Server, in the order in which they became known. */
  List<AgentName> all() {
    return store.query(TABLE, EncodedQuery.all(), MAX_AGENTS).stream()
        .map(row -> name(row.value("name")))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Remembers a MID Server whose topic is there. */
  void met(AgentName agent) {
    if (store.find(TABLE, "name", agent.value()).isEmpty()) {
      var _ = store.insert(TABLE, Map.of("name", agent.value()), "system");
    }
  }

  /** What another tool has written may be nobody's name. */
  private static Optional<AgentName> name(String text) {
    try {
      return Optional.of(AgentName.parse(text));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
