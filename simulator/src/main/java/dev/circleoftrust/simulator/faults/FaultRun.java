package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.Enforcement;
import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.circle.Sharing;
import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.UnreachableException;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.BrokerException;
import dev.circleoftrust.simulator.process.Programs;
import dev.circleoftrust.simulator.storm.Schedule;
import dev.circleoftrust.simulator.storm.Storm;
import dev.circleoftrust.simulator.storm.StruckCircle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One run: a fresh circle with Code Signing on, a stream of rows and faults, silence, and the
 * comparison. For one thread.
 *
 * @param settings what it is made of
 * @param teller who tells of it
 */
record FaultRun(RunSettings settings, Storyteller teller) {
  /** Longer than any timeout of a Kafka client or of a transaction: what is not done then hangs. */
  private static final Duration QUIET = Duration.ofMinutes(3);

  private static final String ENFORCING = " and is on";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** Whether all held. */
  boolean play(Path path) throws RefusedException, InterruptedException {
    try (StruckCircle circle =
        new StruckCircle(CircleFolder.open(path), Programs.besideThis(), settings.mids())) {
      teller.say("a fresh circle in " + path);
      Sources sources = prepare(circle, path);
      RowPlan plan =
          RowPlan.of(settings.seed(), settings.rows(), settings.duration(), settings.agents());
      Schedule schedule = Schedule.of(settings.seed(), settings.duration(), circle.clients());
      teller.say(
          "seed %d: %d rows and %d faults in %d s"
              .formatted(
                  settings.seed(),
                  plan.rows().size(),
                  schedule.faults().size(),
                  settings.duration().toSeconds()));
      Map<String, Inserts.Answer> answers = strike(circle, schedule, plan, sources);
      circle.awaitAll();
      teller.say("all processes serve again; waiting until nothing more is to come");
      Observation seen = awaitQuiet(circle, plan, sources);
      return teller.end(
          new Audit(plan, answers, seen), circle.endedByThemselves(), differingHeads(circle));
    }
  }

  private Sources prepare(StruckCircle circle, Path path) throws RefusedException {
    circle.startInstances();
    String id = new Establishment(circle.trusted(), circle.production()).establish();
    circle.startMids(id, cluster());
    var databases = new HashMap<String, Effects>();
    for (String agent : Set.copyOf(settings.agents())) {
      databases.put(agent, Effects.create(path.resolve("effects-%s.db".formatted(agent))));
    }
    var sources = new Sources(databases);
    sources.establish(circle);
    Enforcement.turnOn(circle);
    return sources;
  }

  private List<Sharing> cluster() {
    return settings.clustered()
        ? List.of(new Sharing(new AgentName(RunSettings.CLUSTER), false))
        : List.of();
  }

  private Map<String, Inserts.Answer> strike(
      StruckCircle circle, Schedule schedule, RowPlan plan, Sources sources)
      throws InterruptedException {
    try (var inserts = new Inserts(circle.production(), sources)) {
      inserts.begin(plan);
      new Storm(circle, schedule, teller::fault).rage();
      return inserts.await();
    }
  }

  /** Looks until every row is settled, or too long; what is seen then is judged either way. */
  private Observation awaitQuiet(StruckCircle circle, RowPlan plan, Sources sources)
      throws RefusedException, InterruptedException {
    var broker = new Broker(circle.bootstrap());
    long end = System.nanoTime() + QUIET.toNanos();
    while (true) {
      try {
        Observation seen = Observation.of(broker, circle.production().instance().tables(), sources);
        if (System.nanoTime() > end || plan.rows().stream().allMatch(seen::isSettled)) {
          return seen;
        }
      } catch (BrokerException | UnreachableException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  /** Every process must come to the same head, and Code Signing must be on in each. */
  private static List<Finding> differingHeads(StruckCircle circle) throws InterruptedException {
    long end = System.nanoTime() + QUIET.toNanos();
    while (true) {
      List<String> told = standings(circle);
      if (Set.copyOf(told).size() == 1 && told.getFirst().endsWith(ENFORCING)) {
        return List.of();
      }
      if (System.nanoTime() > end) {
        return List.of(new Finding("the processes do not agree on the circle: " + told, List.of()));
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private static List<String> standings(StruckCircle circle) {
    var asked = new ArrayList<Supplier<CircleReport>>();
    asked.add(() -> circle.trusted().circle());
    asked.add(() -> circle.production().circle());
    circle.mids().forEach(mid -> asked.add(() -> CircleReport.of(circle.mid(mid).get("/health"))));
    var told = new ArrayList<String>();
    for (Supplier<CircleReport> question : asked) {
      try {
        CircleReport report = question.get();
        told.add(report.settledHead() + (report.enforcing() ? ENFORCING : " and is off"));
      } catch (UnreachableException e) {
        told.add(e.getMessage());
      }
    }
    return told;
  }
}
