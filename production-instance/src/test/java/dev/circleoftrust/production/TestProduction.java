package dev.circleoftrust.production;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.circle.Countersigner;
import dev.circleoftrust.production.circle.EnforcementProperties;
import dev.circleoftrust.production.circle.PropertyTable;
import dev.circleoftrust.production.circle.TrustedFriends;
import dev.circleoftrust.production.ecc.SignatureTable;
import dev.circleoftrust.production.job.CarriedExports;
import dev.circleoftrust.production.job.CertificateInstallation;
import dev.circleoftrust.production.job.Guardrail;
import dev.circleoftrust.production.job.JobExecution;
import dev.circleoftrust.production.job.LogChange;
import dev.circleoftrust.production.job.PrerequisiteCheck;
import dev.circleoftrust.production.job.Surroundings;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.production.updateset.ProtectedRecords;
import dev.circleoftrust.production.updateset.UpdateSetCommit;
import dev.circleoftrust.production.updateset.UpdateSetFiles;
import dev.circleoftrust.production.updateset.UpdateSetImport;
import dev.circleoftrust.production.updateset.UpdateSetPreview;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.kafka.FollowerState;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Production without Kafka and HTTP, with a clock that a test sets: what is appended to the circle
 * log comes back at once.
 */
final class TestProduction implements AutoCloseable {
  static final String NAME = "production";

  final Signer key;
  final Database database;
  final TableStore store;
  final CircleLog log;
  final TrustedFriends friends;
  final PropertyTable properties;
  final UpdateSetImport imports;
  final UpdateSetPreview preview;
  final UpdateSetCommit commit;
  final CertificateInstallation installation;
  final JobExecution jobs;
  Instant now;

  TestProduction(Path folder, Instant now) {
    this(folder, now, TestKey.named("notarization"));
  }

  TestProduction(Path folder, Instant now, Signer key) {
    this.key = key;
    this.now = now;
    InstantSource clock = () -> this.now;
    this.database =
        Database.open(
            folder.resolve("instance.db"),
            TableStore.SCHEMA,
            CircleLog.SCHEMA,
            UpdateSetFiles.SCHEMA);
    this.store = new TableStore(database, clock, new Random());
    this.log = CircleLog.open(database, clock);
    this.friends = new TrustedFriends(store, log);
    this.properties = new PropertyTable(store, log);
    var files = new UpdateSetFiles(database);
    this.imports = new UpdateSetImport(database, store, files);
    this.preview =
        new UpdateSetPreview(
            database, store, files, new ProtectedRecords(EnforcementProperties::isOne));
    this.commit = new UpdateSetCommit(database, store, files, preview, clock);
    var signatures = new SignatureTable(store);
    var exports = new CarriedExports(store, files, signatures);
    var change = new LogChange(log, this::append, new Countersigner(key, clock));
    var self = new Establish.Production(new IssuerName(NAME), key.verificationKey().spki());
    this.installation = new CertificateInstallation(exports, log, change, self, clock);
    var surroundings =
        new Surroundings(
            store, friends, new Guardrail(store, signatures), () -> new FollowerState(true, 0, ""));
    var prerequisites = new PrerequisiteCheck(exports, log, change, surroundings, clock);
    this.jobs = new JobExecution(prerequisites, exports, log, change);
    if (store.find(EnforcementProperties.TABLE, "name", Surroundings.OPT_IN).isEmpty()) {
      var _ =
          store.insert(
              EnforcementProperties.TABLE,
              Map.of("name", Surroundings.OPT_IN, "value", "true"),
              "system");
    }
  }

  private void append(LogItem item) {
    var _ = log.add(item);
  }

  CircleState state() {
    return log.state().orElseThrow();
  }

  boolean enforcing() {
    return log.state().map(CircleState::enforcing).orElse(false);
  }

  /** Imports, previews and commits. */
  SysId retrieve(Bytes file) throws MalformedException, RefusedException {
    SysId set = imports.load(file).sysId();
    var _ = preview.preview(set, "admin");
    var _ = commit.commit(set, "admin");
    return set;
  }

  /** Retrieves a certificate, and installs it after a comparison. */
  void install(CertificateExport export) throws MalformedException, RefusedException {
    var _ = retrieve(export.xml());
    installation.install(
        export.record().sysId(),
        CertificateRecords.fingerprint(export.chain().getFirst()),
        () -> {});
  }

  /** Retrieves a job, checks it and executes it. */
  void execute(JobExport job) throws MalformedException, RefusedException {
    var _ = retrieve(job.xml());
    SysId sysId = job.record().sysId();
    var _ = jobs.check(sysId);
    var _ = jobs.execute(sysId);
  }

  /** What the Table API shows of a property; null where it shows none. */
  @Nullable String property(String name) {
    return properties.rows().orElseThrow().stream()
        .filter(row -> row.value("name").equals(name))
        .map(row -> row.value("value"))
        .findFirst()
        .orElse(null);
  }

  /** What the Table API shows of a certificate's type. */
  String type(CertificateExport export) throws MalformedException {
    GlideRecord row = friends.find(export.record().sysId()).orElseThrow();
    return row.value("type");
  }

  @Override
  public void close() {
    database.close();
  }
}
