package dev.circleoftrust.mid.probe;

import dev.circleoftrust.judgement.MayRun;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every probe of this MID Server, by the topic of the records that it runs. */
public final class Probes {
  private static final Logger LOGGER = LoggerFactory.getLogger(Probes.class);

  private final Map<String, Probe> byTopic;

  /**
   * The probes of a MID Server: no message adds one.
   *
   * @param code those that run code, by the topic of its records
   */
  public Probes(Map<String, Probe> code, Operation operation) {
    var all = new HashMap<>(code);
    all.put("HeartbeatProbe", new HeartbeatProbe(operation));
    all.put("queue.stats", new QueueStats(operation));
    all.put("CancelProbe", new CancelProbe(operation));
    all.put("SystemCommand", new SystemCommand(operation));
    this.byTopic = Map.copyOf(all);
  }

  /**
   * Runs a record that may run. Whatever goes wrong is a result, also what a driver that the host
   * lends lacks or exhausts: no row ends the process.
   */
  public ProbeResult run(MayRun record) {
    String topic = record.work().row().topic();
    Probe probe = byTopic.get(topic);
    if (probe == null) {
      return new ProbeResult.Failed(
          "this MID Server has no probe for %s; it has %s"
              .formatted(topic, byTopic.keySet().stream().sorted().toList()));
    }
    try {
      return probe.run(record);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOGGER.atError().setCause(e).addKeyValue("topic", topic).log("probe failed by itself");
      return new ProbeResult.Failed(
          "the probe failed by itself (%s): see the MID Server's log"
              .formatted(e.getClass().getSimpleName()));
    }
  }
}
