package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes heartbeats, in the transaction that writes them into the ECC queue. */
final class CheckIns {
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckIns.class);

  private final Agents agents;
  private final Clusters clusters;
  private final StatusChanges statusChanges;
  private final Validations validations;
  private final InstantSource clock;

  CheckIns(
      Agents agents,
      Clusters clusters,
      StatusChanges statusChanges,
      Validations validations,
      InstantSource clock) {
    this.agents = agents;
    this.clusters = clusters;
    this.statusChanges = statusChanges;
    this.validations = validations;
    this.clock = clock;
  }

  /** Takes an input of the ECC queue, if it is a heartbeat; one that is malformed is logged. */
  void take(EccRecord input) {
    if (!input.topic().equals(Heartbeat.TOPIC) || input.state() == EccState.ERROR) {
      return; // a refusal of the question tells nothing of how the MID Server is
    }
    try {
      Heartbeat beat = Heartbeat.parse(input);
      Optional<Agent> agent = known(beat);
      if (agent.isPresent()) {
        checkedIn(agent.get(), beat);
      }
    } catch (MalformedException e) {
      LOGGER
          .atWarn()
          .addKeyValue("agent", input.agent())
          .addKeyValue("fact", e.fact())
          .log("not a heartbeat");
    }
  }

  private Optional<Agent> known(Heartbeat beat) {
    if (clusters.isCluster(beat.agent())) {
      LOGGER.atWarn().addKeyValue("agent", beat.agent()).log("a cluster has no heartbeat");
      return Optional.empty();
    }
    Optional<Agent> known = agents.find(beat.agent()).or(() -> agents.add(beat.agent()));
    if (known.isEmpty()) {
      LOGGER.atWarn().addKeyValue("agent", beat.agent()).log("too many MID Servers are known");
    }
    return known;
  }

  private void checkedIn(Agent before, Heartbeat beat) {
    Agent validated = validated(before, beat);
    var seen = new HashMap<String, String>();
    seen.put(Agent.LAST_CHECK_IN, GlideTime.format(clock.instant()));
    seen.put(Agent.VERSION, beat.version());
    seen.put(Agent.STARTED, beat.started());
    seen.put(Agent.CLUSTER, clusters.learn(beat.agent(), beat.membership()));
    if (Validations.isAnswered(validated, beat)) {
      seen.put(Agent.VALIDATED, Validation.YES.word());
      seen.put(Agent.VALIDATION_PROBE, "");
    }
    var _ = statusChanges.to(beat.status(), validated, seen, "it says " + beat.state());
  }

  /**
   * The MID Server, being validated where nobody needs to do it by hand. One that is being
   * validated and speaks unasked has not got the question, or has refused it: it is asked again.
   */
  private Agent validated(Agent before, Heartbeat beat) {
    boolean again = before.validated() == Validation.VALIDATING && beat.answered().isEmpty();
    return again || validations.isDueByItself(before)
        ? validations.begin(before, "system")
        : before;
  }
}
