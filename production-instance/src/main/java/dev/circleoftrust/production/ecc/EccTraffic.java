package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.production.agent.MidServers;
import dev.circleoftrust.production.agent.Validations;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.production.dispatch.DispatchMeters;
import dev.circleoftrust.production.dispatch.Dispatcher;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.production.lifecycle.Expiry;
import dev.circleoftrust.production.lifecycle.OpenRows;
import dev.circleoftrust.production.retry.Retries;
import dev.circleoftrust.production.retry.RetryTimer;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * The ECC queue at work: two threads sign and send what leaves, another writes what is answered,
 * one more does what only time brings about. Closing it loses nothing; what has not left leaves
 * after the next start.
 */
public final class EccTraffic implements AutoCloseable {
  /** A message, and two headers with a statement and a path. */
  private static final int MAX_RECORD = OutboundMessage.MAX_SIZE + (16 << 10);

  private static final Duration STOP = Duration.ofSeconds(4);

  private final EccMemory memory;
  private final MidServers midServers;
  private final Retries retries;
  private final EccQueueTable outputs;
  private final Semaphore rowsCame;
  private final Dispatcher dispatcher;
  private final List<Thread> threads;

  private EccTraffic(
      EccMemory memory,
      MidServers midServers,
      Retries retries,
      EccQueueTable outputs,
      Semaphore rowsCame,
      Dispatcher dispatcher,
      List<Thread> threads) {
    this.memory = memory;
    this.midServers = midServers;
    this.retries = retries;
    this.outputs = outputs;
    this.rowsCame = rowsCame;
    this.dispatcher = dispatcher;
    this.threads = List.copyOf(threads);
  }

  /**
   * Begins to send and to read.
   *
   * @throws ConfigurationException if the settings give a MID Server of the queue to the channel
   */
  public static EccTraffic start(
      KafkaClients clients,
      Database database,
      TableStore store,
      Notarization notarization,
      EccSettings settings,
      DispatchMeters meters,
      RandomGenerator random) {
    var code = new CodeLookup(store, new SignatureTable(store));
    var repeatable =
        new RepeatableCode(code, new Payloads(new Attachments(database, store)), notarization);
    var retries =
        new Retries(database, store, new OpenRows(database), repeatable, notarization.clock());
    EccMemory memory = EccMemory.of(database, store, notarization.clock(), random, retries);
    var rowsCame = new Semaphore(0);
    var midServers =
        new MidServers(
            store, new QueuedOutputs(memory, rowsCame), notarization.clock(), settings.channel());
    midServers.prepare(settings.validated());
    requireApart(midServers.known(), settings.channel());
    Gate gate = midServers.gate();
    var outputs = new EccQueueTable(memory, midServers, settings.maxWaiting(), rowsCame::release);
    var preparation =
        new RowPreparation(code, new CodeSigningLog(store), gate, notarization.clock());
    var notary = new Notary(notarization.key(), memory.outbox(), notarization.clock());
    Gathering gathering = settings.gathering();
    var filling =
        new OutboxFilling(
            memory, gate, preparation, notary, notarization.circle(), gathering.batch());
    var source = new QueueSource(memory, filling, gathering, notarization.circle(), rowsCame);
    var dispatcher =
        Dispatcher.start(
            "ecc",
            source,
            () -> clients.producer("ecc", settings.sending().withMaxRecordSize(MAX_RECORD)),
            new OutputTopics(clients, gate),
            meters);
    var reader =
        new InputReader(
            () -> clients.consumer("ecc-inputs"),
            database,
            new InputPositions(database),
            new Results(memory, midServers),
            settings.channel());
    var expiry = new Expiry(database, store, memory.open(), memory.states(), notarization.clock());
    var timer = new RetryTimer(database, store, memory.payloads(), outputs, notarization.clock());
    var threads =
        List.of(
            thread("ecc-inputs", reader),
            thread(
                "ecc-time",
                new Timekeeper(
                    List.of(
                        expiry::sweep,
                        timer::fire,
                        midServers.monitor()::look,
                        midServers::forgetEvents))));
    threads.forEach(Thread::start);
    return new EccTraffic(memory, midServers, retries, outputs, rowsCame, dispatcher, threads);
  }

  private static void requireApart(List<AgentName> queue, Set<AgentName> channel) {
    for (AgentName name : queue) {
      if (channel.contains(name)) {
        throw new ConfigurationException(
            "--channel: %s is a MID Server of the ECC queue: name another, or delete it there first"
                .formatted(name));
      }
    }
  }

  /** What the Table API allows on the tables behind it. */
  public Map<TableName, TableRule> rules() {
    Map<TableName, TableRule> rules = new HashMap<>(midServers.rules());
    rules.putAll(retries.rules());
    rules.put(EccRecord.TABLE, outputs);
    rules.put(CodeSigningLog.TABLE, TableRule.readOnly("the instance itself writes this log"));
    return rules;
  }

  /** Validating MID Servers by hand. */
  public Validations validations() {
    return midServers.validations();
  }

  /** Who calls rows off. */
  public Cancellation cancellation() {
    return new Cancellation(memory, rowsCame::release);
  }

  /** How many rows have not left. */
  public long waiting() {
    return memory.waiting().count();
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().name(name).unstarted(work);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    dispatcher.close();
    try {
      for (Thread thread : threads) {
        var _ = thread.join(STOP);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
