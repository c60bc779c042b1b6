package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.production.agent.MidServers;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.lifecycle.LifecycleSchema;
import dev.circleoftrust.production.lifecycle.RowEnd;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Production's ECC queue on its real store, with a clock that a test sets and no Kafka. */
final class QueueBench implements AutoCloseable {
  static final TableName AGENTS = new TableName("ecc_agent");
  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

  final Database database;
  final TableStore store;
  final EccMemory memory;
  final MidServers midServers;
  private final EccQueueTable table;
  private final OutboxFilling filling;
  private final Results results;
  private final Random random = new Random(1);
  private Instant now = START;

  QueueBench(Path folder, String... validated) {
    this.database =
        Database.open(
            folder.resolve("instance.db"),
            TableStore.SCHEMA,
            EccSchema.SCHEMA,
            LifecycleSchema.SCHEMA,
            Attachments.SCHEMA);
    this.store = new TableStore(database, () -> now, random);
    this.memory = EccMemory.of(database, store, () -> now, random, RowEnd.IGNORED);
    this.midServers =
        new MidServers(store, new QueuedOutputs(memory, new Semaphore(0)), () -> now, Set.of());
    midServers.prepare(List.of(validated).stream().map(AgentName::new).toList());
    this.table = new EccQueueTable(memory, midServers, 100_000, () -> {});
    var code = new CodeLookup(store, new SignatureTable(store));
    this.filling =
        new OutboxFilling(
            memory,
            midServers.gate(),
            new RowPreparation(code, new CodeSigningLog(store), midServers.gate(), () -> now),
            new Notary(noKey(), memory.outbox(), () -> now),
            Optional::empty,
            1000);
    this.results = new Results(memory, midServers);
  }

  /** Nothing is signed while Code Signing is off. */
  private static Signer noKey() {
    return new Signer() {
      @Override
      public VerificationKey verificationKey() {
        throw new AssertionError("nothing is signed");
      }

      @Override
      public Bytes sign(Bytes message) {
        throw new AssertionError("nothing is signed");
      }
    };
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The monitor looks after whom it knows. */
  void look() {
    var _ = midServers.monitor().look();
  }

  /** What the Table API does with a new row. */
  GlideRecord insert(String agent, String topic) {
    var row =
        new GlideRecord(EccRecord.TABLE, store.newSysId(), Map.of("agent", agent, "topic", topic));
    return database.inTransaction(_ ->
        switch (table.insert(row, "admin")) {
          case Ruling.Allowed(var allowed) -> store.insert(allowed, "admin");
          default -> throw new AssertionError("refused");
        });
  }

  /** What the Table API says of a new row. */
  Ruling propose(GlideRecord row) {
    return table.insert(row, "admin");
  }

  /** A row of the ECC queue. */
  GlideRecord row(SysId row) {
    return store.get(EccRecord.TABLE, row).orElseThrow();
  }

  /** Everything that leaves now, in its order. */
  List<OutboxRecord> leave() {
    var left = new ArrayList<OutboxRecord>();
    boolean more = true;
    while (more) {
      more = filling.fill().more();
    }
    Outbox.Leaving part = memory.outbox().after(0, 100_000);
    memory.outbox().remove(part);
    left.addAll(part.records());
    return left;
  }

  /** The same, as rows. */
  List<EccRecord> sent() {
    return leave().stream().map(QueueBench::message).toList();
  }

  /** The same, as the sys_ids of rows other than questions for a heartbeat. */
  List<SysId> sentWork() {
    return sent().stream()
        .filter(row -> !row.topic().equals("HeartbeatProbe"))
        .map(EccRecord::sysId)
        .toList();
  }

  static EccRecord message(OutboxRecord record) {
    try {
      return OutboundMessage.parse(record.record().value()).ecc();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** A heartbeat that nobody asked for. */
  void beat(String agent, String state, Parameter... more) {
    answer(heartbeat(agent, state, more));
  }

  /** A MID Server does with every question for a heartbeat what it has to. */
  void answerHeartbeats(List<EccRecord> sent, String agent, Parameter... more) {
    sent.stream()
        .filter(row -> row.topic().equals("HeartbeatProbe") && row.agent().value().equals(agent))
        .forEach(row ->
            answer(heartbeat(agent, "up", more).with(EccField.RESPONSE_TO, row.sysId().value())));
  }

  EccRecord heartbeat(String agent, String state, Parameter... more) {
    var parameters = new ArrayList<>(List.of(new Parameter("mid_operational_state", state)));
    parameters.addAll(List.of(more));
    return EccRecord.input(
            store.newSysId(), new AgentName(agent), "HeartbeatProbe", Priority.INTERACTIVE)
        .with(
            EccField.PAYLOAD, new ResultPayload(0, 0, "", ResultBody.none(), parameters).encode());
  }

  /** An input comes by Kafka, on the topic of its agent. */
  void answer(EccRecord input) {
    database.inTransaction(_ -> {
      results.write(input.agent(), encoded(input));
      return true;
    });
  }

  private static Bytes encoded(EccRecord input) {
    try {
      return new InboundMessage(input).encode();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** A MID Server that is up and validated. */
  void employ(String agent, Parameter... more) {
    beat(agent, "up", more);
    validate(agent);
    answerHeartbeats(sent(), agent, more);
  }

  void validate(String agent) {
    try {
      var _ = midServers.validations().validate(agent(agent).sysId(), "admin");
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  GlideRecord agent(String name) {
    return store.find(AGENTS, "name", name).orElseThrow();
  }

  /** What {@code sysevent} holds: names and first parameters. */
  List<String> events() {
    return store.query(new TableName("sysevent"), EncodedQuery.all(), 100).stream()
        .map(row -> row.value("name") + " " + row.value("parm1"))
        .toList();
  }

  void property(String name, String value) {
    var properties = new TableName("sys_properties");
    var row = store.find(properties, "name", name).orElseThrow();
    var _ = store.update(properties, row.sysId(), Map.of("value", value), "admin");
  }

  /** Production is started again. */
  QueueBench restarted(Path folder, String... validated) {
    close();
    var bench = new QueueBench(folder, validated);
    bench.now = now;
    return bench;
  }

  @Override
  public void close() {
    database.close();
  }
}
