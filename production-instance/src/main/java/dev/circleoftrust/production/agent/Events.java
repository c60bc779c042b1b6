package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code sysevent}: what happened to MID Servers and clusters, for whoever watches. */
final class Events {
  static final TableName TABLE = new TableName("sysevent");

  private static final Logger LOGGER = LoggerFactory.getLogger(Events.class);

  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MAX_AT_ONCE = 100;

  private final TableStore store;

  Events(TableStore store) {
    this.store = store;
  }

  /** Removes the oldest of what happened more than 30 days ago; tells how many there were. */
  int forget(Instant now) {
    String end = GlideTime.format(now.minus(KEPT));
    List<GlideRecord> old =
        store.query(TABLE, EncodedQuery.all(), MAX_AT_ONCE).stream()
            .takeWhile(event -> event.value("sys_created_on").compareTo(end) < 0)
            .toList();
    old.forEach(event -> store.delete(TABLE, event.sysId()));
    return old.size();
  }

  /**
   * Records that something happened.
   *
   * @param event what, such as {@code mid_server.down}
   * @param whom the MID Server or cluster
   * @param why for a person
   */
  void happened(String event, AgentName whom, String why) {
    var _ =
        store.insert(TABLE, Map.of("name", event, "parm1", whom.value(), "parm2", why), "system");
    LOGGER.atInfo().addKeyValue("agent", whom).addKeyValue("why", why).log(event);
  }
}
