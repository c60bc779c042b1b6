package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that production knows of MID Servers, put together. Safe for any number of threads. */
public final class MidServers {
  private final TableStore store;
  private final Agents agents;
  private final Clusters clusters;
  private final AgentProperties properties;
  private final Validations validations;
  private final CheckIns checkIns;
  private final Monitor monitor;
  private final AgentTable table;
  private final Events events;
  private final InstantSource clock;
  private final Set<AgentName> channel;

  /**
   * What these tables say.
   *
   * @param outputs by which MID Servers are asked
   * @param channel names that are none of theirs: the channel feeds who is called so
   */
  public MidServers(
      TableStore store, Outputs outputs, InstantSource clock, Set<AgentName> channel) {
    this.store = store;
    this.channel = Set.copyOf(channel);
    this.agents = new Agents(store);
    this.clusters = new Clusters(store, agents);
    this.properties = new AgentProperties(store);
    this.validations = new Validations(store, agents, properties, outputs);
    this.table = new AgentTable(agents, clusters, outputs, channel);
    this.events = new Events(store);
    this.clock = clock;
    var changes = new StatusChanges(agents, clusters, events, outputs);
    this.checkIns = new CheckIns(agents, clusters, changes, validations, clock);
    this.monitor = new Monitor(agents, properties, changes, outputs, clock);
  }

  /**
   * Prepares what has to be there at a start.
   *
   * @param validated MID Servers that are validated when they first check in; those that were known
   *     before stay as they are
   */
  public void prepare(List<AgentName> validated) {
    store.inTransaction(() -> {
      agents.adopt();
      List<AgentName> others =
          validated.stream().distinct().filter(name -> agents.find(name).isEmpty()).toList();
      properties.seed(others);
      others.forEach(agents::add);
      return others.size();
    });
  }

  /**
   * Takes an input that answers nothing, or what was sent to whom it came from, in the transaction
   * that writes it.
   */
  public void take(EccRecord input) {
    checkIns.take(input);
  }

  /** Notes that somebody has said something. A member says for its cluster who it is. */
  public void heard(EccRecord input) {
    String member = input.value(EccField.FROM_HOST);
    try {
      monitor.heard(clusters.isCluster(input.agent()) ? AgentName.parse(member) : input.agent());
    } catch (MalformedException _) {
      // Nobody can tell who it was.
    }
  }

  /** Every MID Server, in the order in which they became known. */
  public List<AgentName> known() {
    return agents.all().stream().map(Agent::name).toList();
  }

  /** Who can be given work. */
  public Gate gate() {
    return new Gate(agents, clusters, channel);
  }

  /** Validating by hand. */
  public Validations validations() {
    return validations;
  }

  /** What looks after them, in a thread of its own. */
  public Monitor monitor() {
    return monitor;
  }

  /** Removes events of more than 30 days ago; tells how many there were. */
  public int forgetEvents() {
    return events.forget(clock.instant());
  }

  /** What the Table API allows. */
  public Map<TableName, TableRule> rules() {
    return Map.of(
        Agents.TABLE, table,
        Clusters.TABLE, TableRule.readOnly("clusters are what MID Servers say in heartbeats"),
        Clusters.MEMBERS, TableRule.readOnly("clusters are what MID Servers say in heartbeats"),
        Events.TABLE, TableRule.readOnly("the instance itself writes its events"));
  }
}
