package dev.circleoftrust.production.channel;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.production.dispatch.Destinations;
import dev.circleoftrust.production.dispatch.DispatchMeters;
import dev.circleoftrust.production.dispatch.Dispatcher;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.production.ecc.Notarization;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What feeds the channel's agents, one run at a time. Safe for any number of threads. */
public final class Channel implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Channel.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Set<AgentName> agents;
  private final ChannelTopics topics;
  private final InstantSource clock;
  private final ChannelSource source;
  private final Dispatcher dispatcher;
  private final ReentrantLock starting = new ReentrantLock();
  private volatile @Nullable Run last;

  private Channel(
      Set<AgentName> agents,
      ChannelTopics topics,
      InstantSource clock,
      ChannelSource source,
      Dispatcher dispatcher) {
    this.agents = Set.copyOf(agents);
    this.topics = topics;
    this.clock = clock;
    this.source = source;
    this.dispatcher = dispatcher;
  }

  /**
   * A channel in which nothing runs yet.
   *
   * @param agents that get rows from it, and from nothing else
   * @param sending how the producer gathers
   */
  public static Channel open(
      Set<AgentName> agents,
      KafkaClients clients,
      Notarization notarization,
      Gathering gathering,
      Sending sending,
      DispatchMeters meters,
      RandomGenerator random) {
    InstantSource clock = notarization.clock();
    var notary = new ChannelNotary(notarization, random);
    var source = new ChannelSource(new Rows(gathering, clock), notary);
    var dispatcher =
        Dispatcher.start(
            "ecc-channel",
            source,
            () -> clients.producer("ecc-channel", sending),
            Destinations.MADE,
            meters);
    return new Channel(agents, new ChannelTopics(clients), clock, source, dispatcher);
  }

  /**
   * Begins a run.
   *
   * @throws RefusedException if one runs, or the broker does not answer
   * @throws MalformedException if it asks for what the channel has not
   */
  public ChannelState start(RunOrder order) throws RefusedException, MalformedException {
    if (!agents.containsAll(order.agents())) {
      throw new MalformedException("agents are some of those that --channel names");
    }
    starting.lock();
    try {
      Run before = last;
      RefusedException.require(
          before == null || !before.isRunning(),
          RefusalReason.WRONG_STATE,
          "A channel run goes on: stop it first");
      var maker = new RowMaker(order, topics.partitions(order.agents()));
      var run = new Run(new Pace(order, Rows.micros(clock)), dispatcher.outgoingBytes());
      last = run;
      source.begin(run, maker);
      LOGGER
          .atInfo()
          .addKeyValue("run", order.run())
          .addKeyValue("records", order.records())
          .log("a channel run begins");
      return state(run);
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("a channel run cannot begin");
      throw new RefusedException(
          RefusalReason.BROKER_AWAY, "The broker does not answer: try again");
    } finally {
      starting.unlock();
    }
  }

  /** Takes note that the first {@code rows} rows of the run are answered. */
  public ChannelState completed(long rows) throws RefusedException {
    Run run = run();
    run.completed(rows);
    return state(run);
  }

  /** How far the run has come; the last one, where none runs. */
  public ChannelState state() throws RefusedException {
    return state(run());
  }

  /**
   * Makes no more rows, and waits until Kafka has those that were made.
   *
   * @throws RefusedException if there is no run, or Kafka has not all of it within a minute; they
   *     are still sent then
   */
  public ChannelState stop() throws RefusedException {
    Run run = run();
    run.stop();
    RefusedException.require(
        isEnded(run),
        RefusalReason.BROKER_AWAY,
        "Rows of the run are not acknowledged yet: they are kept and sent; ask again");
    return state(run);
  }

  private static boolean isEnded(Run run) {
    try {
      return run.awaitEnd(PATIENCE.toNanos());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Run run() throws RefusedException {
    Run run = last;
    if (run == null) {
      throw new RefusedException(RefusalReason.WRONG_STATE, "No channel run was started");
    }
    return run;
  }

  private ChannelState state(Run run) {
    return run.state(dispatcher.outgoingBytes());
  }

  @Override
  public void close() {
    dispatcher.close();
  }
}
