package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.production.lifecycle.Expiry;
import dev.circleoftrust.production.lifecycle.RowEnd;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The ECC queue at work: one thread sends what leaves, another writes what is answered. Closing it
 * loses nothing; what has not left leaves after the next start.
 */
public final class EccTraffic implements AutoCloseable {
  /** A message, and two headers with a statement and a path. */
  private static final int MAX_RECORD = OutboundMessage.MAX_SIZE + (16 << 10);

  private static final long STOP_MILLIS = 4000;

  private final EccMemory memory;
  private final Agents agents;
  private final Dispatcher dispatcher;
  private final Thread sending;
  private final Thread reading;
  private final Thread timekeeping;

  private EccTraffic(
      EccMemory memory,
      Agents agents,
      Dispatcher dispatcher,
      InputReader reader,
      Timekeeper timekeeper) {
    this.memory = memory;
    this.agents = agents;
    this.dispatcher = dispatcher;
    this.sending = Thread.ofPlatform().name("ecc-dispatch").unstarted(dispatcher);
    this.reading = Thread.ofPlatform().name("ecc-inputs").unstarted(reader);
    this.timekeeping = Thread.ofPlatform().name("ecc-time").unstarted(timekeeper);
  }

  /** Begins to send and to read. */
  public static EccTraffic start(
      KafkaClients clients,
      Database database,
      TableStore store,
      Notarization notarization,
      RandomGenerator random) {
    EccMemory memory = EccMemory.of(database, store, notarization.clock(), random, RowEnd.IGNORED);
    var agents = new Agents(store);
    var code = new CodeLookup(store, new SignatureTable(store));
    var preparation = new RowPreparation(code, new CodeSigningLog(store), notarization.clock());
    var notary = new Notary(notarization.key(), memory.outbox(), notarization.clock());
    var filling = new OutboxFilling(memory, preparation, notary, notarization.circle());
    var sender =
        new EccSender(
            () -> clients.producer("ecc", Sending.GATHERED.withMaxRecordSize(MAX_RECORD)),
            new OutputTopics(clients));
    var reader =
        new InputReader(
            () -> clients.consumer("ecc-inputs"),
            database,
            new InputPositions(database),
            new Results(memory),
            agents);
    var expiry = new Expiry(database, store, memory.open(), memory.states(), notarization.clock());
    var dispatcher = new Dispatcher(memory, filling, sender);
    var traffic =
        new EccTraffic(memory, agents, dispatcher, reader, new Timekeeper(List.of(expiry::sweep)));
    traffic.sending.start();
    traffic.reading.start();
    traffic.timekeeping.start();
    return traffic;
  }

  /** What the Table API allows on the tables behind it. */
  public Map<TableName, TableRule> rules() {
    return Map.of(
        EccRecord.TABLE,
        new EccQueueTable(memory, agents, dispatcher::wake),
        Agents.TABLE,
        new AgentTable(),
        CodeSigningLog.TABLE,
        TableRule.readOnly("the instance itself writes this log"));
  }

  /** Who calls rows off. */
  public Cancellation cancellation() {
    return new Cancellation(memory, dispatcher::wake);
  }

  /** How many rows have not left. */
  public long waiting() {
    return memory.waiting().count();
  }

  @Override
  public void close() {
    sending.interrupt();
    reading.interrupt();
    timekeeping.interrupt();
    try {
      var _ = sending.join(java.time.Duration.ofMillis(STOP_MILLIS));
      var _ = reading.join(java.time.Duration.ofMillis(STOP_MILLIS));
      var _ = timekeeping.join(java.time.Duration.ofMillis(STOP_MILLIS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
