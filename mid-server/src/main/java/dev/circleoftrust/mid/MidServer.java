package dev.circleoftrust.mid;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.VerifiedStatements;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.mid.boot.Membership;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.circle.CircleMemory;
import dev.circleoftrust.mid.probe.Probe;
import dev.circleoftrust.mid.probe.Probes;
import dev.circleoftrust.mid.queue.Cancellation;
import dev.circleoftrust.mid.queue.Desk;
import dev.circleoftrust.mid.queue.FirewallAudit;
import dev.circleoftrust.mid.queue.FirewallReports;
import dev.circleoftrust.mid.queue.FirewallTrace;
import dev.circleoftrust.mid.queue.Heartbeat;
import dev.circleoftrust.mid.queue.Journal;
import dev.circleoftrust.mid.queue.Lanes;
import dev.circleoftrust.mid.queue.Pause;
import dev.circleoftrust.mid.queue.Verdicts;
import dev.circleoftrust.mid.queue.WorkerPools;
import dev.circleoftrust.runtime.http.Health;
import dev.circleoftrust.runtime.http.HttpServer;
import dev.circleoftrust.runtime.http.Metrics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.process.BindAddress;
import dev.circleoftrust.runtime.process.LogLevel;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MID Server, put together: everything that one is made of is named here. Its parts are closed in
 * reverse order; what it does not get done by then it does after the next start.
 */
final class MidServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(MidServer.class);
  private static final String MEMORY = "memory.db";
  private static final String LOST_MEMORY =
      "what this MID Server ran, and what it knows to be revoked, cannot be told from it. Put the"
          + " files memory.db* away and start again: as on a new disk it then enforces, and answers"
          + " position-unknown for every row that was sent before";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Setting setting;
  private final BootFile boot;
  private final KafkaClients clients;
  private final PrometheusMeterRegistry registry = Metrics.registry();
  private final Verdicts verdicts = new Verdicts(registry);
  private final Pause pause = new Pause();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private @Nullable Database memory;

  /**
   * Where a MID Server is put.
   *
   * @param folder all that it has
   * @param host the address on which it serves HTTP
   * @param surroundings the time, chance, and who watches
   * @param death is told of a thread that died; the process cannot go on then
   */
  record Setting(
      PrivateFolder folder,
      String host,
      Desk.Surroundings surroundings,
      Thread.UncaughtExceptionHandler death) {}

  /**
   * Reads the boot file; nothing runs yet.
   *
   * @throws dev.circleoftrust.runtime.process.ConfigurationException if it does not say how to
   *     start
   */
  MidServer(Setting setting) {
    this.setting = setting;
    this.boot = BootFile.read(setting.folder());
    this.clients = new KafkaClients(KafkaConnection.plaintext(boot.bootstrap()));
  }

  /** Where it remembers, once it was started. */
  Database memory() {
    if (memory == null) {
      throw new IllegalStateException("not started");
    }
    return memory;
  }

  /** What comes into its log. */
  LogLevel logLevel() {
    return boot.observation().logLevel();
  }

  /** What it is called. */
  AgentName name() {
    return boot.name();
  }

  /**
   * Starts it, and waits a while until it fetches rows. Without a broker it enforces what is on its
   * disk, and goes on waiting.
   *
   * @return where it serves health and metrics
   */
  URI start() {
    boot.firewall().accepts().forEach(MidServer::warnOfHole);
    FirewallTrace.loaded(boot.firewall());
    PrivateFolder folder = setting.folder();
    Map<String, Probe> code = CodeProbes.of(boot, folder);
    Database database = openMemory(folder);
    Circle circle = owns(circle(CircleMemory.open(database, boot.circle())));
    var journal = new Journal(database);
    var surroundings = setting.surroundings();
    var pools = new WorkerPools(boot.threads(), registry, setting.death());
    var firewall = new FirewallAudit(database, boot.firewall(), clock(), registry);
    var operation =
        new MidOperation(
            circle,
            pause,
            verdicts,
            Birth.now(clock()),
            boot.cluster(),
            new Cancellation(journal, pools, clock()));
    var probes = new Probes(code, operation);
    var desk =
        new Desk(
            boot.name(),
            judge(),
            new VerifiedStatements(),
            circle,
            probes,
            journal,
            firewall,
            verdicts,
            surroundings);
    var heartbeat = owns(new Heartbeat(boot.name(), surroundings, operation, clients));
    pause.onChange(heartbeat::beatNow);
    parts.push(pause::stopped);
    var reports = owns(reports(firewall));
    var lanes = owns(lanes(desk, new Lanes.Means(clients, pools, pause, boot.drain())));
    parts.push(pause::drain);
    URI uri = serve(new MidHealth(boot, circle, pause, desk, pools, lanes, database));
    circle.start(setting.death());
    lanes.start(setting.death());
    heartbeat.start();
    reports.start();
    awaitLanes(lanes);
    return uri;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOGGER.atWarn().setCause(e).log("a part of the MID Server failed to close");
      }
    }
  }

  private static void awaitLanes(Lanes lanes) {
    try {
      if (!lanes.awaitOpen(PATIENCE)) {
        LOGGER.atWarn().log("no rows are fetched yet: the broker is away, or has no circle log");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  private Judge judge() {
    var names = new HashSet<AgentName>(Set.of(boot.name()));
    boot.cluster().map(Membership::cluster).ifPresent(names::add);
    return new Judge(boot.name(), names, boot.firewall(), Judge.DEFAULT_MAX_RECORD_AGE);
  }

  private Lanes lanes(Desk desk, Lanes.Means means) {
    var lanes = new Lanes(desk, means);
    boot.cluster().ifPresent(cluster -> lanes.join(cluster, desk, means));
    lanes.register(registry);
    return lanes;
  }

  private Circle circle(CircleMemory memory) {
    return Circle.open(
        boot,
        memory,
        what -> clients.consumer("mid.%s.%s".formatted(boot.name(), what)),
        setting.surroundings().clock(),
        registry);
  }

  private Database openMemory(PrivateFolder folder) {
    var database =
        owns(
            Database.open(
                folder,
                MEMORY,
                LOST_MEMORY,
                CircleMemory.SCHEMA,
                Journal.SCHEMA,
                FirewallAudit.SCHEMA));
    memory = database;
    return database;
  }

  private FirewallReports reports(FirewallAudit firewall) {
    return new FirewallReports(
        boot.name(), firewall, setting.surroundings(), clients, boot.observation().auditInterval());
  }

  private URI serve(MidHealth health) {
    Gauge.builder("mid.ready", () -> health.at(clock()).ready() ? 1 : 0).register(registry);
    Gauge.builder("circle.checkpoint.age", () -> health.checkpointAge(clock().instant()))
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("mid.enforcing", () -> health.isEnforcing(clock()) ? 1 : 0).register(registry);
    Gauge.builder("mid.paused", () -> pause.isPaused() ? 1 : 0).register(registry);
    var routes = new ArrayList<>(Health.routes(() -> health.at(clock())));
    routes.add(Metrics.route(registry));
    return owns(HttpServer.startOpen(new BindAddress(setting.host(), boot.http()), routes)).uri();
  }

  private InstantSource clock() {
    return setting.surroundings().clock();
  }

  private <T extends AutoCloseable> T owns(T part) {
    parts.push(part);
    return part;
  }

  private static void warnOfHole(EccFirewall.Rule rule) {
    LOGGER
        .atWarn()
        .addKeyValue("rule", MidHealth.describe(rule))
        .log("the ECC firewall has a hole");
  }
}
