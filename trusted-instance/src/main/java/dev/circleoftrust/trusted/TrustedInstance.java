package dev.circleoftrust.trusted;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.runtime.http.AdministratorAccount;
import dev.circleoftrust.runtime.http.HttpServer;
import dev.circleoftrust.runtime.http.LoginGate;
import dev.circleoftrust.runtime.http.Metrics;
import dev.circleoftrust.runtime.http.Route;
import dev.circleoftrust.runtime.kafka.CircleTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.process.Application;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.trusted.api.ExportActions;
import dev.circleoftrust.trusted.api.InstanceTables;
import dev.circleoftrust.trusted.api.KeyActions;
import dev.circleoftrust.trusted.api.StatusRoutes;
import dev.circleoftrust.trusted.api.UpdateSetActions;
import dev.circleoftrust.trusted.circle.Appender;
import dev.circleoftrust.trusted.circle.CheckpointKeeper;
import dev.circleoftrust.trusted.circle.CircleLog;
import dev.circleoftrust.trusted.circle.CirclePublisher;
import dev.circleoftrust.trusted.circle.KafkaPublisher;
import dev.circleoftrust.trusted.circle.LogReader;
import dev.circleoftrust.trusted.content.ExportedSets;
import dev.circleoftrust.trusted.content.SecurityJobs;
import dev.circleoftrust.trusted.content.SignatureConfigurations;
import dev.circleoftrust.trusted.content.UpdateSetFiles;
import dev.circleoftrust.trusted.content.UpdateSetImports;
import dev.circleoftrust.trusted.content.UpdateSets;
import dev.circleoftrust.trusted.export.CertificateExports;
import dev.circleoftrust.trusted.export.Foundation;
import dev.circleoftrust.trusted.export.JobExports;
import dev.circleoftrust.trusted.export.StatementSigning;
import dev.circleoftrust.trusted.export.Terms;
import dev.circleoftrust.trusted.export.Tightenings;
import dev.circleoftrust.trusted.export.ValidityWindow;
import dev.circleoftrust.trusted.keys.KeyCabinet;
import dev.circleoftrust.trusted.keys.KeyImport;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.trusted.keys.PrivateKeys;
import dev.circleoftrust.trusted.keys.ProductionRequests;
import dev.circleoftrust.trusted.signing.SigningDesk;
import dev.circleoftrust.trusted.signing.SigningLog;
import dev.circleoftrust.updateset.UpdateSetReader;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import org.apache.kafka.clients.producer.Producer;

/**
 * The composition root: what a trusted instance is made of, from the disk up to HTTP. Each part is
 * made once, of those above it.
 */
final class TrustedInstance {
  private static final InstantSource CLOCK = Clock.systemUTC();

  private TrustedInstance() {}

  static void start(Application application) {
    var arguments = application.arguments();
    var name = new IssuerName(arguments.processName());
    var kafka = new KafkaClients(KafkaConnection.plaintext(arguments.bootstrap()));
    var address = arguments.httpAddress();
    var random = new SecureRandom();

    var memory = Memory.open(application, random);
    var keys = Keys.open(memory, application.folder());
    var circle = Circle.follow(application, memory, keys, kafka);
    var demonstration = new KeyActions.Demonstration(name, application.folder(), random, CLOCK);

    var routes = new ArrayList<Route>();
    routes.addAll(InstanceTables.api(memory.store(), keys.keys(), keys.log(), CLOCK).routes());
    routes.addAll(new KeyActions(keys.keyImport(memory), keys.requests(), demonstration).routes());
    routes.addAll(exports(name, memory, keys, circle, random).routes());
    routes.addAll(updateSets(memory, keys, circle).routes());
    routes.addAll(
        new StatusRoutes(name, memory.database(), circle.log(), circle.reader(), circle.keeper())
            .routes());
    routes.add(Metrics.route(Metrics.registry()));

    var gate = new LoginGate(AdministratorAccount.open(application.folder(), random), CLOCK);
    HttpServer server = application.owns(HttpServer.start(address, gate, routes));
    application.ready(name.value(), server.uri());
  }

  /** What it remembers. */
  private record Memory(Database database, TableStore store, UpdateSetFiles files) {
    static Memory open(Application application, SecureRandom random) {
      Database database =
          application.owns(
              Database.open(
                  application.folder(),
                  "instance.db",
                  "put the last backup of this folder in its place; without one its keys are gone:"
                      + " let the other trusted instances revoke them",
                  TableStore.SCHEMA,
                  SigningLog.SCHEMA,
                  KeyCabinet.SCHEMA,
                  ProductionRequests.SCHEMA,
                  UpdateSetFiles.SCHEMA,
                  CircleLog.SCHEMA));
      var store = new TableStore(database, CLOCK, random);
      new UpdateSets(store).prepare();
      new ValidityWindow(store).prepare();
      SignatureConfigurations.prepare(store);
      JobExports.prepare(store);
      return new Memory(database, store, new UpdateSetFiles(database, store));
    }
  }

  /** Its keys, and the one desk where they sign. */
  private record Keys(
      PrivateKeys privateKeys,
      KeyCabinet cabinet,
      ModuleKeys keys,
      ProductionRequests requests,
      Signer checkpointKey,
      SigningLog log,
      SigningDesk desk) {
    static Keys open(Memory memory, PrivateFolder folder) {
      var privateKeys = new PrivateKeys(folder);
      var cabinet = new KeyCabinet(memory.database(), privateKeys);
      var log = new SigningLog(memory.database(), CLOCK);
      return new Keys(
          privateKeys,
          cabinet,
          new ModuleKeys(cabinet),
          new ProductionRequests(memory.database()),
          cabinet.checkpointKey(),
          log,
          new SigningDesk(log));
    }

    KeyImport keyImport(Memory memory) {
      return new KeyImport(cabinet, privateKeys, memory.store(), CLOCK);
    }
  }

  /** The circle: as Kafka brings it, and as this instance vouches for it. */
  private record Circle(
      CircleLog log, LogReader reader, CirclePublisher publisher, CheckpointKeeper keeper) {
    static Circle follow(Application application, Memory memory, Keys keys, KafkaClients kafka) {
      CircleLog log = CircleLog.open(memory.database(), CLOCK);
      var sending = Sending.AT_ONCE.withMaxRecordSize(UpdateSetReader.MAX_SIZE);
      Producer<byte[], byte[]> producer =
          application.owns(kafka.producer("trusted-instance", sending));
      var publisher = new KafkaPublisher(producer);
      var _ = application.owns(CircleTopics.start(kafka));
      LogReader reader = application.owns(LogReader.start(kafka, log));
      var vouching = new CheckpointKeeper.Vouching(keys.checkpointKey(), keys.desk());
      CheckpointKeeper keeper =
          application.owns(new CheckpointKeeper(log, reader, vouching, publisher, CLOCK));
      Thread.ofPlatform().name("checkpoints").daemon().start(keeper);
      return new Circle(log, reader, publisher, keeper);
    }
  }

  private static ExportActions exports(
      IssuerName name, Memory memory, Keys keys, Circle circle, SecureRandom random) {
    var terms = new Terms(name, new ValidityWindow(memory.store()), CLOCK);
    var signing = new StatementSigning(keys.keys(), keys.desk());
    var sets = new ExportedSets(memory.store(), memory.files());
    var checkpointKey = keys.checkpointKey().verificationKey().spki();
    var foundation = new Foundation(keys.keys(), keys.requests(), checkpointKey, random);
    var outlet = new CertificateExports.Outlet(circle.log(), sets);
    var appender = new Appender(circle.log(), circle.reader(), circle.publisher());
    return new ExportActions(
        new CertificateExports(terms, keys.keys(), foundation, signing, outlet),
        new JobExports(terms, signing, circle.log(), sets),
        new Tightenings(terms, signing, appender));
  }

  private static UpdateSetActions updateSets(Memory memory, Keys keys, Circle circle) {
    return new UpdateSetActions(
        memory.files(),
        new UpdateSetImports(memory.store()),
        new SecurityJobs(memory.store(), circle.log(), keys.keys(), keys.desk(), CLOCK),
        circle.publisher());
  }
}
