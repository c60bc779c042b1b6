package dev.circleoftrust.trusted;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.runtime.http.AdministratorAccount;
import dev.circleoftrust.runtime.http.HttpServer;
import dev.circleoftrust.runtime.http.LoginGate;
import dev.circleoftrust.runtime.http.Metrics;
import dev.circleoftrust.runtime.http.Route;
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
import dev.circleoftrust.trusted.circle.CircleTopics;
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

/** The composition root: what a trusted instance is made of, from the disk up to HTTP. */
final class TrustedInstance {
  private static final InstantSource CLOCK = Clock.systemUTC();

  private TrustedInstance() {}

  static void start(Application application) {
    var arguments = application.arguments();
    var name = new IssuerName(arguments.processName());
    var kafka = new KafkaClients(KafkaConnection.plaintext(arguments.bootstrap()));
    var address = arguments.httpAddress();
    PrivateFolder folder = application.folder();
    var random = new SecureRandom();

    // What it remembers.
    Database database =
        application.owns(
            Database.open(
                folder.privateFile("instance.db"),
                TableStore.SCHEMA,
                SigningLog.SCHEMA,
                KeyCabinet.SCHEMA,
                ProductionRequests.SCHEMA,
                UpdateSetFiles.SCHEMA,
                CircleLog.SCHEMA));
    var store = new TableStore(database, CLOCK, random);
    var sets = new UpdateSets(store);
    var window = new ValidityWindow(store);
    sets.prepare();
    window.prepare();
    SignatureConfigurations.prepare(store);
    JobExports.prepare(store);

    // Its keys, and the one desk where they sign.
    var privateKeys = new PrivateKeys(folder);
    var cabinet = new KeyCabinet(database, privateKeys);
    var keys = new ModuleKeys(cabinet);
    Signer checkpointKey = cabinet.checkpointKey();
    var signingLog = new SigningLog(database, CLOCK);
    var desk = new SigningDesk(signingLog);
    var requests = new ProductionRequests(database);

    // The circle, as Kafka brings it and as this instance vouches for it.
    CircleLog circle = CircleLog.open(database, CLOCK);
    Producer<byte[], byte[]> producer =
        application.owns(
            kafka.producer(
                "trusted-" + name, Sending.AT_ONCE.withMaxRecordSize(UpdateSetReader.MAX_SIZE)));
    var publisher = new KafkaPublisher(producer);
    CircleTopics topics = application.owns(new CircleTopics(kafka));
    Thread.ofPlatform().name("topics").daemon().start(topics);
    LogReader reader = application.owns(LogReader.start(kafka, circle));
    CheckpointKeeper keeper =
        application.owns(
            new CheckpointKeeper(
                circle,
                reader,
                new CheckpointKeeper.Vouching(checkpointKey, desk),
                publisher,
                CLOCK));
    Thread.ofPlatform().name("checkpoints").daemon().start(keeper);

    // What a person does with it.
    var terms = new Terms(name, window, CLOCK);
    var files = new UpdateSetFiles(database, store);
    var exportedSets = new ExportedSets(store, files);
    var signing = new StatementSigning(keys, desk);
    var foundation = new Foundation(keys, requests, checkpointKey.verificationKey().spki(), random);
    var outlet = new CertificateExports.Outlet(circle, exportedSets);
    var certificates = new CertificateExports(terms, keys, foundation, signing, outlet);
    var jobs = new JobExports(terms, signing, circle, exportedSets);
    var tightenings = new Tightenings(terms, signing, new Appender(circle, reader, publisher));
    var keyImport = new KeyImport(cabinet, privateKeys, store, CLOCK);
    var securityJobs = new SecurityJobs(store, circle, keys, desk, CLOCK);
    var imports = new UpdateSetImports(store);
    var demonstration = new KeyActions.Demonstration(name, folder, random, CLOCK);

    // How it is reached.
    var routes = new ArrayList<Route>();
    routes.addAll(InstanceTables.api(store, keys, signingLog, CLOCK).routes());
    routes.addAll(new KeyActions(keyImport, requests, demonstration).routes());
    routes.addAll(new ExportActions(certificates, jobs, tightenings).routes());
    routes.addAll(new UpdateSetActions(files, imports, securityJobs, publisher).routes());
    routes.addAll(new StatusRoutes(name, circle, reader, keeper).routes());
    routes.add(Metrics.route(Metrics.registry()));
    var gate = new LoginGate(AdministratorAccount.open(folder, random), CLOCK);
    HttpServer server = application.owns(HttpServer.start(address, gate, routes));
    application.ready(name.value(), server.uri());
  }
}
