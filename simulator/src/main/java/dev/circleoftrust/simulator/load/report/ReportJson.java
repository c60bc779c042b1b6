package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.SimulationResult;
import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.wire.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run as {@code report.json}.
 *
 * @param outcome what it came to
 */
record ReportJson(Outcome outcome) {
  private static final int SCHEMA = 1;

  ObjectNode json() {
    Outcome.Measured measured = outcome.measured();
    ObjectNode json = StrictJson.object().put("schema", SCHEMA);
    Answer.of(measured).ifPresent(answer -> json.put("answer", answer.sentence()));
    json.put("held", outcome.held());
    outcome.failures().forEach(json.putArray("failures")::add);
    outcome.notes().warnings().forEach(json.putArray("warnings")::add);
    surroundings(json);
    json.put("seed", outcome.settings().traffic().spoiled().seed());
    json.set("options", OptionsJson.of(outcome.settings()));
    json.set("resources", resources());
    measured
        .channel()
        .ifPresent(channel -> json.set("channel", new ChannelJson(parts(), channel).json()));
    if (!measured.compared().isEmpty()) {
      compared(json.putArray("comparison"), measured.compared());
    }
    if (!measured.queue().isEmpty()) {
      json.set("queue", new QueueJson(parts(), outcome.settings(), measured.queue()).json());
    }
    measured.sweep().ifPresent(sweep -> json.set("sweep", sweep(sweep)));
    measured.simulation().ifPresent(simulation -> json.set("simulation", simulation(simulation)));
    leaveOutWhatIsNoNumber(json);
    return json;
  }

  /** A ratio to a part in which nothing completed is no number: JSON has none such. */
  private static void leaveOutWhatIsNoNumber(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.properties().removeIf(field -> isNoNumber(field.getValue()));
    }
    json.forEach(ReportJson::leaveOutWhatIsNoNumber);
  }

  private static boolean isNoNumber(JsonNode value) {
    return value.isDouble() && !Double.isFinite(value.asDouble());
  }

  private PartJson parts() {
    return new PartJson(outcome.surroundings().began(), outcome.surroundings().machine().cores());
  }

  private void surroundings(ObjectNode json) {
    Surroundings where = outcome.surroundings();
    json.put(
            "startedAt",
            Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(where.began())).toString())
        .put("seconds", where.seconds())
        .put("commit", where.commit());
    Surroundings.Machine machine = where.machine();
    json.putObject("machine")
        .put("cores", machine.cores())
        .put("cpu", machine.cpu())
        .put("memoryMiB", machine.memoryMiB())
        .put("os", machine.os())
        .put("java", machine.java());
    ArrayNode processes = json.putArray("processes");
    for (Surroundings.Member member : where.processes()) {
      ObjectNode one = processes.addObject();
      one.put("name", member.name()).put("role", member.role()).put("pid", member.pid());
      member.options().forEach(one.putArray("jvmOptions")::add);
    }
  }

  private ObjectNode resources() {
    ObjectNode json = StrictJson.object();
    ArrayNode names = json.putArray("processes");
    ArrayNode samples = json.putArray("samples");
    List<Usage> usage = outcome.usage();
    usage.stream().flatMap(one -> one.cpuNanos().keySet().stream()).distinct().forEach(names::add);
    for (int i = 1; i < usage.size(); i++) {
      Usage now = usage.get(i);
      ObjectNode sample = samples.addObject().put("t", parts().seconds(now.at()));
      ObjectNode cores = sample.putObject("cores");
      now.cores(usage.get(i - 1)).forEach(cores::put);
      ObjectNode rss = sample.putObject("rssMiB");
      now.rssMiB().forEach(rss::put);
      sample.put("otherCores", now.otherCores(usage.get(i - 1)));
    }
    return json;
  }

  private static void compared(ArrayNode list, List<Compared> all) {
    for (Compared one : all) {
      ObjectNode json = list.addObject().put("name", one.name()).put("group", one.group());
      Compared.Figure figure = one.figure();
      if (figure.unit().equals(Compared.RECORDS)) {
        json.put("recordsPerSecond", figure.value());
      } else {
        json.put("value", figure.value()).put("unit", figure.unit());
      }
      if (figure.seconds() > 0) {
        json.put("seconds", figure.seconds());
      }
      if (figure.bytes() > 0) {
        json.put("bytesPerRecord", figure.bytes());
      }
      one.aim()
          .ifPresent(aim -> {
            json.put("against", aim.against()).put("target", aim.target()).put("met", aim.met());
            if (!Double.isNaN(aim.ratio())) {
              json.put("ratio", aim.ratio());
            }
          });
      json.put("detail", one.detail());
    }
  }

  private ObjectNode sweep(SweepResult sweep) {
    ObjectNode json = StrictJson.object();
    json.put("pipeline", "channel").put("mode", "on").put("limitMillis", sweep.limitMillis());
    ArrayNode steps = json.putArray("steps");
    for (SweepResult.Step step : sweep.steps()) {
      steps
          .addObject()
          .put("rate", step.rate())
          .put("recordsPerSecond", step.part().rate())
          .put("p50", step.millis(50))
          .put("p99", step.millis(99))
          .put("p999", step.millis(99.9))
          .put("within", step.within(sweep.limitMillis()))
          .set("accounting", PartJson.account(step.part().account()));
    }
    json.put("highest", sweep.highest());
    ArrayNode needs = json.putArray("needs");
    SweepTelling.needs(sweep, outcome.settings().traffic().rate())
        .forEach(need -> needs.addObject().put("rate", need.rate()).put("mids", need.mids()));
    return json.put("basis", sweep.basis());
  }

  private ObjectNode simulation(SimulationResult simulation) {
    ObjectNode json = StrictJson.object().put("simulated", true).put("seed", simulation.seed());
    outcome.notes().assumptions().forEach(json.putArray("assumptions")::add);
    json.put("workMillis", simulation.work().toMillis())
        .put("limitMillis", simulation.work().plus(simulation.limit()).toMillis())
        .put("partitions", EccTopics.CLUSTER_PARTITIONS);
    ArrayNode rows = json.putArray("rows");
    ArrayNode capacity = json.putArray("capacity");
    for (SimulationResult.Point point : simulation.points()) {
      rows.addObject()
          .put("members", point.members())
          .put("rate", point.rate())
          .put("p50", point.p50())
          .put("p99", point.p99())
          .put("utilization", point.utilization());
      if (point.highest()) {
        capacity.addObject().put("members", point.members()).put("highestRate", point.rate());
      }
    }
    return json;
  }
}
