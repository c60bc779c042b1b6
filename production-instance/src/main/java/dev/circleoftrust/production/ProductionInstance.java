package dev.circleoftrust.production;

import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.channel.Channel;
import dev.circleoftrust.production.circle.CircleFollower;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.circle.Countersigner;
import dev.circleoftrust.production.circle.EnforcementProperties;
import dev.circleoftrust.production.circle.KafkaCircleAppender;
import dev.circleoftrust.production.circle.NotarizationKey;
import dev.circleoftrust.production.circle.NotarizationRequest;
import dev.circleoftrust.production.circle.PropertyTable;
import dev.circleoftrust.production.circle.TrustedFriends;
import dev.circleoftrust.production.dispatch.DispatchMeters;
import dev.circleoftrust.production.ecc.EccSchema;
import dev.circleoftrust.production.ecc.EccSettings;
import dev.circleoftrust.production.ecc.EccTraffic;
import dev.circleoftrust.production.ecc.Notarization;
import dev.circleoftrust.production.ecc.SignatureTable;
import dev.circleoftrust.production.http.AgentRoutes;
import dev.circleoftrust.production.http.AttachmentRoutes;
import dev.circleoftrust.production.http.ChannelRoutes;
import dev.circleoftrust.production.http.CircleRoutes;
import dev.circleoftrust.production.http.EccRoutes;
import dev.circleoftrust.production.http.JobRoutes;
import dev.circleoftrust.production.http.UpdateSetRoutes;
import dev.circleoftrust.production.job.CarriedExports;
import dev.circleoftrust.production.job.CertificateInstallation;
import dev.circleoftrust.production.job.Guardrail;
import dev.circleoftrust.production.job.JobExecution;
import dev.circleoftrust.production.job.LogChange;
import dev.circleoftrust.production.job.PrerequisiteCheck;
import dev.circleoftrust.production.job.Surroundings;
import dev.circleoftrust.production.lifecycle.LifecycleSchema;
import dev.circleoftrust.production.retry.RetrySchema;
import dev.circleoftrust.production.updateset.ProtectedRecords;
import dev.circleoftrust.production.updateset.UpdateSetCommit;
import dev.circleoftrust.production.updateset.UpdateSetFiles;
import dev.circleoftrust.production.updateset.UpdateSetImport;
import dev.circleoftrust.production.updateset.UpdateSetIntake;
import dev.circleoftrust.production.updateset.UpdateSetPreview;
import dev.circleoftrust.production.updateset.UpdateSetTables;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.AdministratorAccount;
import dev.circleoftrust.runtime.http.Health;
import dev.circleoftrust.runtime.http.HttpServer;
import dev.circleoftrust.runtime.http.LoginGate;
import dev.circleoftrust.runtime.http.Metrics;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.runtime.http.TableApi;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.kafka.CircleTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.process.Application;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.wire.StrictJson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the production instance together, from its folder to its HTTP side. */
final class ProductionInstance {
  private static final Logger LOGGER = LoggerFactory.getLogger(ProductionInstance.class);
  private static final Duration BROKER = Duration.ofSeconds(5);
  private static final TableName SECURITY_JOBS = new TableName("sn_kmf_security_job");

  private final Application application;
  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();
  private final PrometheusMeterRegistry registry = Metrics.registry();
  private final KafkaClients clients;
  private final Database database;
  private final TableStore store;
  private final IssuerName name;

  private ProductionInstance(Application application) {
    this.application = application;
    this.name = new IssuerName(application.arguments().processName());
    this.clients = new KafkaClients(KafkaConnection.plaintext(application.arguments().bootstrap()));
    this.database =
        application.owns(
            Database.open(
                application.folder(),
                "instance.db",
                "put the last backup of this folder in its place, or establish a circle with a"
                    + " production instance in an empty folder",
                TableStore.SCHEMA,
                CircleLog.SCHEMA,
                UpdateSetFiles.SCHEMA,
                EccSchema.SCHEMA,
                LifecycleSchema.SCHEMA,
                Attachments.SCHEMA,
                RetrySchema.SCHEMA));
    this.store = new TableStore(database, clock, random);
  }

  /** Starts it; what it is made of is the application's to close. */
  static void start(Application application) throws InterruptedException {
    new ProductionInstance(application).start();
  }

  private void start() throws InterruptedException {
    var topics = application.owns(CircleTopics.start(clients));
    seed();
    var account = AdministratorAccount.open(application.folder(), random);
    var arguments = application.arguments();
    var key =
        NotarizationKey.open(application.folder(), DispatchArguments.keyType(arguments), random);
    var log = CircleLog.open(database, clock);
    var follower = application.owns(new CircleFollower(clients, log));
    var friends = new TrustedFriends(store, log);
    var files = new UpdateSetFiles(database);
    var imports = new UpdateSetImport(database, store, files);
    var notarization = new Notarization(key, log::state, clock);
    var settings = settings(arguments, key);
    var traffic =
        application.owns(
            EccTraffic.start(
                clients,
                database,
                store,
                notarization,
                settings,
                DispatchMeters.of(registry, "queue"),
                random));
    var channel = application.owns(channel(notarization, settings));
    var _ = application.owns(UpdateSetIntake.start(clients, database, files, imports));
    var routes = new ArrayList<Route>();
    routes.addAll(updateSets(files, imports).routes());
    routes.addAll(circle(log, follower, friends, files, key));
    routes.addAll(new TableApi(store, rules(log, friends, traffic), TableRule.WRITABLE).routes());
    routes.addAll(new AttachmentRoutes(new Attachments(database, store)).routes());
    routes.addAll(new EccRoutes(traffic.cancellation()).routes());
    routes.addAll(new ChannelRoutes(channel).routes());
    routes.addAll(new AgentRoutes(traffic.validations()).routes());
    routes.addAll(observation(topics, log, follower, traffic));
    var server =
        application.owns(
            HttpServer.start(arguments.httpAddress(), new LoginGate(account, clock), routes));
    if (!topics.await(BROKER)) {
      LOGGER.atWarn().log("the broker does not answer; what is to leave waits");
    }
    application.ready(name.value(), server.uri());
  }

  private static EccSettings settings(Arguments arguments, NotarizationKey key) {
    return new EccSettings(
        AgentArguments.validated(arguments),
        AgentArguments.channel(arguments),
        DispatchArguments.gathering(arguments, key),
        DispatchArguments.sending(arguments),
        DispatchArguments.maxWaiting(arguments));
  }

  private Channel channel(Notarization notarization, EccSettings settings) {
    return Channel.open(
        settings.channel(),
        clients,
        notarization,
        settings.gathering(),
        settings.sending(),
        DispatchMeters.of(registry, "channel"),
        random);
  }

  /** What an instance has from its first start. */
  private void seed() {
    if (store.find(EnforcementProperties.TABLE, "name", Surroundings.OPT_IN).isEmpty()) {
      var _ =
          store.insert(
              EnforcementProperties.TABLE,
              Map.of("name", Surroundings.OPT_IN, "value", "true", "type", "true | false"),
              "system");
    }
  }

  private UpdateSetRoutes updateSets(UpdateSetFiles files, UpdateSetImport imports) {
    var preview =
        new UpdateSetPreview(
            database, store, files, new ProtectedRecords(EnforcementProperties::isOne));
    var commit = new UpdateSetCommit(database, store, files, preview, clock);
    return new UpdateSetRoutes(imports, preview, commit);
  }

  private List<Route> circle(
      CircleLog log,
      CircleFollower follower,
      TrustedFriends friends,
      UpdateSetFiles files,
      NotarizationKey key) {
    var signatures = new SignatureTable(store);
    var exports = new CarriedExports(store, files, signatures);
    var change =
        new LogChange(log, new KafkaCircleAppender(clients), new Countersigner(key, clock));
    var self = new Establish.Production(name, key.verificationKey().spki());
    var installation = new CertificateInstallation(exports, log, change, self, clock);
    var surroundings =
        new Surroundings(store, friends, new Guardrail(store, signatures), follower::state);
    var prerequisites = new PrerequisiteCheck(exports, log, change, surroundings, clock);
    var jobs = new JobExecution(prerequisites, exports, log, change);
    var routes = new ArrayList<Route>();
    routes.addAll(
        new CircleRoutes(log, follower, friends, installation, NotarizationRequest.of(name, key))
            .routes());
    routes.addAll(new JobRoutes(jobs, log).routes());
    return routes;
  }

  private Map<TableName, TableRule> rules(
      CircleLog log, TrustedFriends friends, EccTraffic traffic) {
    Map<TableName, TableRule> rules = new HashMap<>();
    rules.putAll(traffic.rules());
    rules.putAll(UpdateSetTables.rules());
    rules.put(EnforcementProperties.TABLE, new PropertyTable(store, log));
    rules.put(CertificateRecords.TABLE, friends);
    rules.put(Attachments.TABLE, TableRule.readOnly("the instance itself attaches payloads"));
    rules.put(
        SECURITY_JOBS,
        TableRule.readOnly(
            "no direct job can be executed in production that attempts to sign code"));
    return rules;
  }

  private List<Route> observation(
      CircleTopics topics, CircleLog log, CircleFollower follower, EccTraffic traffic) {
    registry.gauge("ecc.waiting", traffic, EccTraffic::waiting);
    var routes = new ArrayList<>(Health.routes(() -> health(topics, log, follower, traffic)));
    routes.add(Metrics.route(registry));
    return routes;
  }

  private Health health(
      CircleTopics topics, CircleLog log, CircleFollower follower, EccTraffic traffic) {
    String away = follower.state().problem();
    var problems = new ArrayList<String>();
    database.problem().ifPresent(problems::add);
    if (!topics.areMade()) {
      problems.add("the broker is away, or lets no topics be made: what is to leave waits");
    }
    if (!away.isEmpty()) {
      problems.add("the circle log is not followed: " + away);
    }
    return new Health(
        true,
        problems,
        StrictJson.object()
            .put("name", name.value())
            .put("established", log.state().isPresent())
            .put("enforcing", log.state().filter(s -> s.enforcing()).isPresent())
            .put("log", away)
            .put("waiting", traffic.waiting()));
  }
}
