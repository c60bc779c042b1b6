package dev.circleoftrust.mid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.mid.boot.CodeSigning;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.circle.CircleSnapshot;
import dev.circleoftrust.mid.queue.Desk;
import dev.circleoftrust.mid.queue.Lanes;
import dev.circleoftrust.mid.queue.Pause;
import dev.circleoftrust.mid.queue.Verdicts;
import dev.circleoftrust.mid.queue.WorkerPools;
import dev.circleoftrust.runtime.http.Health;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.wire.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What anybody who can connect may know of a MID Server. Safe for any number of threads.
 *
 * @param boot what it was started with
 * @param circle what it knows of its circle
 * @param pause whether it is paused
 * @param desk what it has judged, and its open rows
 * @param pools what runs rows
 * @param lanes what fetches rows
 * @param memory where it remembers
 */
record MidHealth(
    BootFile boot,
    Circle circle,
    Pause pause,
    Desk desk,
    WorkerPools pools,
    Lanes lanes,
    Database memory) {
  /** Its health now. */
  Health at(InstantSource clock) {
    Instant now = clock.instant();
    ObjectNode json = StrictJson.object();
    json.put("name", boot.name().value());
    json.put("paused", pause.isPaused());
    json.put("codeSigning", boot.codeSigning() == CodeSigning.REQUIRED ? "required" : "log");
    writeStanding(json, circle.view(now).standing());
    writeCircle(json, circle.snapshot(), now);
    var holes = json.putArray("holes");
    boot.firewall().accepts().stream().map(MidHealth::describe).forEach(holes::add);
    writeRows(json);
    return new Health(true, problems(), json);
  }

  private void writeRows(ObjectNode json) {
    ObjectNode firewall = json.putObject("firewall");
    firewall.put("since", desk.firewall().since().toString());
    ObjectNode records = firewall.putObject("records");
    desk.firewall().counts().forEach(records::put);
    ObjectNode lag = json.putObject("lag");
    ObjectNode workers = json.putObject("workers");
    for (Priority priority : Priority.values()) {
      lag.put(priority.word(), lanes.lag(priority));
    }
    pools.parameters().forEach(load -> workers.put(load.name(), Long.parseLong(load.value())));
    ObjectNode counts = json.putObject("verdicts");
    desk.verdicts().counts().forEach(counts::put);
    Verdicts.Sight atSight = desk.verdicts().atSight();
    json.putObject("settledAtSight").put("turns", atSight.turns()).put("rows", atSight.rows());
    json.put("openRows", desk.journal().size());
  }

  private List<String> problems() {
    var problems = new ArrayList<String>();
    memory.problem().ifPresent(problems::add);
    if (pause.isEnding()) {
      problems.add("it has been told to stop");
    }
    if (!lanes.areOpen()) {
      problems.add(lanes.problem().orElse("no rows are fetched yet: the broker is away"));
    }
    return problems;
  }

  /** Whether Code Signing is enforced here now. */
  boolean isEnforcing(InstantSource clock) {
    return circle.view(clock.instant()).standing().enforced();
  }

  /** How old the older of the issuers' newest checkpoints is, in seconds; not a number: none. */
  double checkpointAge(Instant now) {
    CircleSnapshot snapshot = circle.snapshot();
    CircleState state = snapshot.state();
    return state == null
        ? Double.NaN
        : snapshot.checkpoints().trusted(state).stream()
            .mapToDouble(checkpoint -> Duration.between(checkpoint.at(), now).toSeconds())
            .max()
            .orElse(Double.NaN);
  }

  /** A rule that lets rows run without a signature check, in words. */
  static String describe(EccFirewall.Rule rule) {
    return "accepts without a signature check: "
        + String.join(", ", rule.tags().stream().map(tag -> tag.name()).sorted().toList());
  }

  private static void writeStanding(ObjectNode json, Standing standing) {
    json.put("enforcing", standing.enforced());
    json.put("standing", MidOperation.cause(standing));
    switch (standing) {
      case Standing.Enforced(_, var detail) -> json.put("standingDetail", detail);
      case Standing.ProvenOff(_, var until) -> json.put("provenUntil", until.toString());
    }
  }

  private void writeCircle(ObjectNode json, CircleSnapshot snapshot, Instant now) {
    json.put("circle", boot.circle().toHex());
    json.put("withheldInstructions", snapshot.withheld());
    CircleState state = snapshot.state();
    if (state == null) {
      return;
    }
    json.put("head", state.head().toHex());
    json.put("settledHead", state.settledHead().toHex());
    json.put("contradicted", state.contradicted());
    var checkpoints = json.putArray("checkpoints");
    for (var checkpoint : snapshot.checkpoints().trusted(state)) {
      checkpoints
          .addObject()
          .put("issuer", checkpoint.issuer().value())
          .put("head", checkpoint.head().toHex())
          .put("at", checkpoint.at().toString())
          .put("ageSeconds", Duration.between(checkpoint.at(), now).toSeconds());
    }
  }
}
