package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code sysevent}: what happened to MID Servers and clusters, for whoever watches. */
final class Events {
  static final TableName TABLE = new TableName("sysevent");

  private static final Logger LOGGER = LoggerFactory.getLogger(Events.class);

  private final TableStore store;

  Events(TableStore store) {
    this.store = store;
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
