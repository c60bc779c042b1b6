package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.simulator.circle.Enforcement;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

/**
 * All that is measured of the channel: its parts; the dispatcher alone, when production is warm;
 * and a sweep where one is asked for. Code Signing is off before and after. For one thread.
 *
 * @param circle whose instances run, and no MID Server
 * @param settings what is asked for
 * @param gauge of what the processes use
 * @param progress is told how far it is
 */
public record ChannelStage(
    LoadCircle circle, LoadSettings settings, Gauge gauge, Progress progress, InstantSource clock) {
  /** What the names of its MID Servers begin with. */
  public static final String PREFIX = "load-";

  /**
   * What came of it.
   *
   * @param channel of the parts
   * @param sweep of the sweep
   * @param unsigned of the dispatcher alone while off
   * @param signed of the dispatcher alone while on
   */
  public record Result(
      ChannelResult channel, Optional<SweepResult> sweep, Compared unsigned, Compared signed) {}

  /** The agents that production must feed from memory. */
  public static List<String> agents(LoadSettings settings) {
    var agents = new ArrayList<>(settings.topology().names(PREFIX));
    agents.add(DispatcherAlone.NOBODY);
    return agents;
  }

  /** Makes the topics of all agents, with as many partitions as are asked for. */
  public void makeTopics() {
    var topics = new ArrayList<NewTopic>();
    for (String agent : agents(settings)) {
      for (Priority priority : Priority.values()) {
        topics.add(
            new NewTopic(
                new EccTopics.Output(new AgentName(agent), priority).topic(),
                Optional.of(settings.topology().partitions()),
                Optional.empty()));
      }
    }
    try (Admin admin = clients().admin("load-topics")) {
      var _ =
          admin.createTopics(topics).all().get(KafkaClients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(
          "the topics of the test cannot be made; use a Kafka cluster that no earlier test has used",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while making topics", e);
    }
  }

  /**
   * Drives all of it.
   *
   * @param firstRun the number of its first part, as sys_ids bear it
   */
  public Result drive(long firstRun) throws RefusedException, InterruptedException {
    List<String> mids = settings.topology().names(PREFIX);
    var channel = new Channel(circle.production().instance());
    var runs = new Runs(firstRun, mids);
    circle.startMids(mids, List.of());
    List<String> inputs =
        mids.stream().map(mid -> new EccTopics.Input(new AgentName(mid)).topic()).toList();
    try (AnswerReader reader = AnswerReader.start(clients(), inputs, clock);
        TopicAudit audit = TopicAudit.from(clients(), mids)) {
      var ground = new PartRun.Ground(channel, reader, audit, gauge, progress, clock);
      ChannelResult result =
          new ChannelRun(circle, ground, settings, runs)
              .drive(Schedule.of(settings.course().rounds()));
      var alone = new DispatcherAlone(channel, settings.traffic(), progress);
      Compared unsigned = alone.measure(runs.next(), false);
      Enforcement.turnOn(circle);
      Enforcement.awaitSettled(circle);
      Compared signed = alone.measure(runs.next(), true);
      Optional<SweepResult> sweep = Optional.empty();
      if (settings.course().sweep().isPresent()) {
        sweep =
            Optional.of(
                new Sweep(ground, runs, settings)
                    .drive(capacity(result), settings.course().sweep().get().limit()));
      }
      Enforcement.turnOff(circle);
      return new Result(result, sweep, unsigned, signed);
    } finally {
      circle.stopMids(mids);
    }
  }

  /** The capacity that was last measured while on. */
  private static double capacity(ChannelResult result) {
    return result.parts().stream()
        .filter(part -> part.name().isOn() && part.name().kind() == PartName.Kind.CAPACITY)
        .reduce((_, later) -> later)
        .map(PartResult::rate)
        .orElseThrow();
  }

  private KafkaClients clients() {
    return new KafkaClients(KafkaConnection.plaintext(circle.bootstrap()));
  }
}
