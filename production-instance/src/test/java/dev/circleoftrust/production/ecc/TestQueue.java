package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.production.agent.MidServers;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.lifecycle.Expiry;
import dev.circleoftrust.production.lifecycle.LifecycleSchema;
import dev.circleoftrust.production.lifecycle.OpenRows;
import dev.circleoftrust.production.retry.Retries;
import dev.circleoftrust.production.retry.RetrySchema;
import dev.circleoftrust.production.retry.RetryTimer;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The ECC queue without Kafka, with a clock that a test sets: what leaves is only counted. */
final class TestQueue implements AutoCloseable {
  static final AgentName MID = new AgentName("mid-1");

  final Database database;
  final TableStore store;
  final EccMemory memory;
  final Results results;
  final Cancellation cancellation;
  final Expiry expiry;
  final Retries retries;
  final RetryTimer timer;
  Instant now = Instant.parse("2026-11-21T08:00:00Z");
  int wakes;
  boolean repeatable;
  boolean full;

  /** What puts a new row in line. */
  private final class NewRows implements TableRule {
    @Override
    public Ruling insert(GlideRecord proposed, String user) {
      if (full) {
        return new Ruling.Refused("nothing more", "reason: full");
      }
      try {
        EccRecord row =
            RowPreparation.eccRecord(proposed.with("queue", "output").with("state", "ready"));
        memory.waiting().add(row);
        return new Ruling.Allowed(memory.payloads().kept(row.toRecord(), user));
      } catch (MalformedException e) {
        return new Ruling.Malformed(e.fact());
      }
    }

    @Override
    public void written() {
      wakes++;
    }
  }

  TestQueue(Path folder) {
    InstantSource clock = () -> now;
    this.database =
        Database.open(
            folder.resolve("instance.db"),
            TableStore.SCHEMA,
            EccSchema.SCHEMA,
            LifecycleSchema.SCHEMA,
            Attachments.SCHEMA,
            RetrySchema.SCHEMA);
    var random = new Random();
    this.store = new TableStore(database, clock, random);
    this.retries = new Retries(database, store, new OpenRows(database), _ -> repeatable, clock);
    this.memory = EccMemory.of(database, store, clock, random, retries);
    var outputs = new QueuedOutputs(memory, new Semaphore(0));
    this.results = new Results(memory, new MidServers(store, outputs, clock, Set.of()));
    this.cancellation = new Cancellation(memory, () -> wakes++);
    this.expiry = new Expiry(database, store, memory.open(), memory.states(), clock);
    this.timer = new RetryTimer(database, store, memory.payloads(), new NewRows(), clock);
  }

  /** A row that waits. */
  SysId waiting() {
    EccRecord row = EccRecord.output(store.newSysId(), MID, "JDBCProbe", Priority.STANDARD);
    var _ = store.insert(row.toRecord(), "admin");
    memory.waiting().add(row);
    return row.sysId();
  }

  /** A row that has left. */
  SysId sent() {
    SysId row = waiting();
    leave(row);
    return row;
  }

  /** What is in line now. */
  List<SysId> inLine() {
    memory.waiting().takeDue();
    return memory.waiting().first(10, _ -> true);
  }

  /** Lets a row leave that must wait. */
  void leave(SysId row) {
    if (!memory.waiting().remove(row)) {
      throw new AssertionError("the row does not wait");
    }
    memory.open().left(List.of(row), now.plus(Duration.ofHours(24)).plus(Expiry.MARGIN));
  }

  void announced(SysId row) {
    told(EccState.PROCESSING, row);
  }

  void told(EccState state, SysId row) {
    write(
        EccRecord.input(store.newSysId(), MID, QueueProcessing.TOPIC, Priority.STANDARD)
            .with(EccField.PAYLOAD, new QueueProcessing(state, List.of(row)).encode()));
  }

  /** An answer to {@code row}. */
  EccRecord answer(SysId row) {
    return EccRecord.input(store.newSysId(), MID, "JDBCProbe", Priority.STANDARD)
        .with(EccField.RESPONSE_TO, row.value());
  }

  /** A refusal of {@code row}. */
  EccRecord refusal(SysId row, String reason) {
    return answer(row)
        .with(EccField.STATE, EccState.ERROR.word())
        .with(EccField.NAME, reason)
        .with(EccField.ERROR_STRING, "signature validation failed: " + reason + ": detail");
  }

  /** A refusal of what stands at {@code place}, and bears no proof that shows whose it is. */
  EccRecord refusalAt(String place) {
    return EccRecord.input(store.newSysId(), MID, "unverified", Priority.STANDARD)
        .with(EccField.STATE, EccState.ERROR.word())
        .with(EccField.NAME, "unsigned")
        .with(EccField.SOURCE, place)
        .with(EccField.ERROR_STRING, "signature validation failed: unsigned: no batch signature");
  }

  /** Writes what {@link #MID} says, in a transaction as the reader does. */
  EccRecord write(EccRecord input) {
    return write(MID, input);
  }

  EccRecord write(AgentName agent, EccRecord told) {
    try {
      EccRecord input = told.with(EccField.AGENT, agent.field());
      var bytes = new InboundMessage(input).encode();
      database.inTransaction(_ -> {
        results.write(agent, bytes);
        return 1;
      });
      return input;
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  GlideRecord row(SysId row) {
    return store.get(EccRecord.TABLE, row).orElseThrow();
  }

  String state(SysId row) {
    return row(row).value("state");
  }

  /** Inputs that answer {@code row}. */
  List<GlideRecord> answers(SysId row) {
    return store.query(EccRecord.TABLE, EncodedQuery.where("response_to", row.value()), 100);
  }

  @Override
  public void close() {
    database.close();
  }
}
