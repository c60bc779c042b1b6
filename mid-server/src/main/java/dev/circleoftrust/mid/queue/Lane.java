package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.boot.Membership;
import dev.circleoftrust.runtime.kafka.Fetching;
import dev.circleoftrust.runtime.kafka.GroupMember;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.runtime.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches and answers the rows of one priority, in a thread of its own, with clients of its own:
 * none waits behind another priority's.
 *
 * <p>Whatever fails, in Kafka or on the disk, the lane opens itself again and recovers as after a
 * death of the process. There is one way back, and every test of it is a test of both. Rows that
 * workers have meanwhile stay with them.
 */
final class Lane implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long a member of a cluster may be silent before others take its share. */
  private static final Duration SESSION = Duration.ofSeconds(9);

  /** Results that wait for the broker, in bytes: more rows begin only when it has them. */
  private static final long MAX_RESULTS = Math.max(2 << 20, Runtime.getRuntime().maxMemory() / 32);

  private static final Duration SHORT_PAUSE = Duration.ofMillis(200);

  /** A message, and two headers with a statement and a path. */
  private static final int MAX_RECORD = OutboundMessage.MAX_SIZE + (16 << 10);

  private final Desk desk;
  private final KafkaClients clients;
  private final WorkerPool pool;
  private final Pause pause;
  private final @Nullable Membership membership;
  private final InHand hand = new InHand(MAX_RESULTS);
  private final Attempts attempts;
  private final RefusalLog log;
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean open;
  private volatile String problem = "";
  private volatile long lag;
  private volatile long closeBy;
  private volatile boolean closing;

  /**
   * @param membership in the cluster whose rows these are; absent for the MID Server's own
   */
  Lane(
      Desk desk,
      KafkaClients clients,
      WorkerPool pool,
      Pause pause,
      @Nullable Membership membership) {
    this.desk = desk;
    this.clients = clients;
    this.pool = pool;
    this.pause = pause;
    this.membership = membership;
    this.log = new RefusalLog(desk.surroundings().clock());
    this.attempts =
        desk.journal()
            .attempts(new EccTopics.Output(desk.judge().agent(), pool.priority()).topic());
  }

  @Override
  public void run() {
    try {
      desk.circle().awaitFirstReading();
      while (!closing) {
        work();
      }
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt();
    }
  }

  Priority priority() {
    return pool.priority();
  }

  /** True while it fetches rows, or may as soon as nobody pauses it. */
  boolean isOpen() {
    return open;
  }

  /** Why it is not open, for an operator; empty where nothing is known to be wrong. */
  String problem() {
    return problem;
  }

  /** How many rows wait on the broker, as far as that is known. */
  long lag() {
    return lag;
  }

  /** What it is called in logs and metrics. */
  String name() {
    return "%s %s".formatted(desk.judge().agent(), priority().word());
  }

  /** Waits until it has opened for the first time; true if it did within {@code patience}. */
  boolean awaitOpen(Duration patience) throws InterruptedException {
    return opened.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Ends the thread: it fetches no more, and answers what still runs.
   *
   * @param deadline by {@link System#nanoTime()}, after which it waits for no worker
   */
  void close(long deadline) {
    closeBy = deadline;
    closing = true;
  }

  /** No row begins any more, and none that runs is known to have ended. */
  void end() {
    hand.end();
  }

  private void work() throws InterruptedException {
    AgentName agent = desk.judge().agent();
    try (var topics = new TopicLookup(clients.admin(clientId()))) {
      LaneSession.Route route = LaneSession.Route.find(topics, agent, priority());
      String results = route.results().topic();
      var producer = clients.transactionalProducer(clientId(), clientId(), Sending.GATHERED);
      try (Outbox outbox = Outbox.open(producer, results);
          Consumer<byte[], byte[]> consumer = consumer()) {
        work(new LaneSession(desk, topics, route, crew(), outbox, consumer));
      }
    } catch (InterruptException e) {
      throw e;
    } catch (TopicMissingException e) {
      LOGGER.atInfo().addKeyValue("missing", e.getMessage()).log("the lane makes its topics");
      makeTopics(agent);
    } catch (KafkaException e) {
      fail("the broker fails; the lane opens again", e);
    } catch (StoreException e) {
      fail("the disk fails, so nothing runs; the lane opens again", e);
    } finally {
      open = false;
    }
  }

  private void work(LaneSession session) throws InterruptedException {
    session.recover();
    opened.countDown();
    open = true;
    problem = "";
    boolean careful = attempts.isCareful();
    while (!closing && session.isCurrent() && careful == attempts.isCareful()) {
      session.turn(pause.holds(priority()));
      lag = session.lag();
    }
    if (closing) {
      session.drain(closeBy);
      attempts.forget();
    }
  }

  private void fail(String what, RuntimeException e) throws InterruptedException {
    problem = "%s: %s".formatted(what, e.getMessage());
    LOGGER.atWarn().setCause(e).addKeyValue("lane", name()).log(what);
    if (!closing) {
      Thread.sleep(PAUSE);
    }
  }

  private LaneSession.Crew crew() {
    return new LaneSession.Crew(
        pool,
        hand,
        attempts,
        log,
        membership == null ? null : new ClusterFeed.Group(group(), desk.host().value()));
  }

  private Consumer<byte[], byte[]> consumer() {
    return membership == null
        ? clients.consumer(clientId(), fetching())
        : clients.member(clientId(), fetching(), member(membership));
  }

  private Fetching fetching() {
    return attempts.isCareful() ? Fetching.ONE_BY_ONE : Fetching.ofRecordsUpTo(MAX_RECORD);
  }

  private GroupMember member(Membership in) {
    Class<? extends ConsumerPartitionAssignor> assignor =
        switch (in.type()) {
          case LOAD_BALANCE -> CooperativeStickyAssignor.class;
          case FAILOVER -> FailoverAssignor.class;
        };
    return new GroupMember(
        group(),
        desk.host().value(),
        SESSION,
        assignor,
        Map.of(FailoverAssignor.ORDER, in.order()));
  }

  private void makeTopics(AgentName agent) throws InterruptedException {
    try {
      String output = new EccTopics.Output(agent, priority()).topic();
      NewTopic rows = membership == null ? Topics.ecc(output) : Topics.cluster(output);
      Topics.ensure(
          clients,
          List.of(
              rows,
              Topics.ecc(new EccTopics.Input(agent).topic()),
              Topics.ecc(EccTopics.QUARANTINE)));
    } catch (KafkaException e) {
      LOGGER
          .atInfo()
          .addKeyValue("cause", e.getMessage())
          .log("the topics are not there yet; the lane waits for them");
      Thread.sleep(SHORT_PAUSE);
    }
  }

  /** The consumer group of a cluster, one for each priority. */
  private String group() {
    return "cot.ecc.%s.%s".formatted(desk.judge().agent(), priority().word());
  }

  /** The transactional id, and what the clients call themselves. */
  private String clientId() {
    return membership == null
        ? "mid.%s.%s".formatted(desk.host(), priority().word())
        : "mid.%s.in.%s.%s".formatted(desk.host(), membership.cluster(), priority().word());
  }
}
