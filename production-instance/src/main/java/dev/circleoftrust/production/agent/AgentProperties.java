package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system properties about MID Servers, read anew whenever somebody asks. */
final class AgentProperties {
  static final TableName TABLE = new TableName("sys_properties");

  /** Seconds between two heartbeats that production asks for, 1 to 3600. */
  static final String HEARTBEAT_INTERVAL = "mid.server.heartbeat.interval";

  /** Names, separated by commas, of those that are validated when they first check in. */
  static final String AUTO_VALIDATE = "mid.server.auto_validate";

  private static final Logger LOGGER = LoggerFactory.getLogger(AgentProperties.class);
  private static final int DEFAULT_INTERVAL = 300;
  private static final int MAX_INTERVAL = 3600;

  private final TableStore store;

  AgentProperties(TableStore store) {
    this.store = store;
  }

  /** How long production waits between two questions; the default where the property is none. */
  Duration heartbeatInterval() {
    String value = value(HEARTBEAT_INTERVAL).strip();
    if (value.matches("[0-9]{1,4}")) {
      int seconds = Integer.parseInt(value);
      if (seconds >= 1 && seconds <= MAX_INTERVAL) {
        return Duration.ofSeconds(seconds);
      }
    }
    return Duration.ofSeconds(DEFAULT_INTERVAL);
  }

  /** Whether nobody needs to validate this MID Server by hand. */
  boolean validatesByItself(AgentName agent) {
    return names(value(AUTO_VALIDATE)).contains(agent);
  }

  /** Puts properties that are missing where an administrator finds them, and adds names. */
  void seed(List<AgentName> validated) {
    if (store.find(TABLE, "name", HEARTBEAT_INTERVAL).isEmpty()) {
      insert(HEARTBEAT_INTERVAL, Integer.toString(DEFAULT_INTERVAL), "integer");
    }
    var names = new LinkedHashSet<>(names(value(AUTO_VALIDATE)));
    boolean more = names.addAll(validated);
    String value = String.join(",", names.stream().map(AgentName::value).toList());
    var property = store.find(TABLE, "name", AUTO_VALIDATE);
    if (property.isEmpty()) {
      insert(AUTO_VALIDATE, value, "string");
    } else if (more) {
      var _ = store.update(TABLE, property.get().sysId(), Map.of("value", value), "system");
    }
  }

  private void insert(String name, String value, String type) {
    var _ = store.insert(TABLE, Map.of("name", name, "value", value, "type", type), "system");
  }

  private String value(String name) {
    return store.find(TABLE, "name", name).map(row -> row.value("value")).orElse("");
  }

  /** What is no name stands for nobody. */
  private static Set<AgentName> names(String list) {
    var names = new LinkedHashSet<AgentName>();
    for (String name : list.split(",", -1)) {
      try {
        if (!name.isBlank()) {
          names.add(AgentName.parse(name.strip()));
        }
      } catch (MalformedException e) {
        LOGGER.atWarn().addKeyValue("fact", e.fact()).log("not a name in " + AUTO_VALIDATE);
      }
    }
    return names;
  }
}
