package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccQueue;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.production.agent.MidServers;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table {@code ecc_queue} as an administrator meets it: outputs may be added, and are sent.
 * What MID Servers answered cannot be written by hand, and nothing is edited or removed.
 */
final class EccQueueTable implements TableRule {
  /** The agent that stands for every MID Server. */
  static final String EVERY_MID_SERVER = "mid.server.*";

  private static final Duration FULL_FOR = Duration.ofSeconds(1);

  private static final Map<EccField, String> DEFAULTS =
      Map.of(
          EccField.QUEUE, EccQueue.OUTPUT.word(),
          EccField.STATE, EccState.READY.word(),
          EccField.PRIORITY, Integer.toString(Priority.STANDARD.code()));

  /** Names that a MID Server gives to refusals; a result bears the name of its row. */
  private static final Set<String> REFUSALS =
      Stream.of(RejectionReason.values())
          .map(RejectionReason::code)
          .collect(Collectors.toUnmodifiableSet());

  private final EccMemory memory;
  private final MidServers midServers;
  private final Addressees addressees;
  private final Runnable dispatcher;
  private final int maxWaiting;

  /**
   * @param maxWaiting how many rows may wait
   * @param dispatcher is told after rows were added
   */
  EccQueueTable(EccMemory memory, MidServers midServers, int maxWaiting, Runnable dispatcher) {
    this.maxWaiting = maxWaiting;
    this.memory = memory;
    this.midServers = midServers;
    this.addressees = new Addressees(midServers.gate());
    this.dispatcher = dispatcher;
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    boolean every = proposed.value(EccField.AGENT.field()).equals(EVERY_MID_SERVER);
    if (!hasRoom(every ? midServers.known().size() : 1)) {
      return new Ruling.Overloaded(
          "%d rows wait in the ECC queue already: send again later".formatted(maxWaiting),
          FULL_FOR);
    }
    try {
      GlideRecord row = every ? copied(proposed, user) : queued(proposed);
      return new Ruling.Allowed(memory.payloads().kept(row, user));
    } catch (MalformedException e) {
      return new Ruling.Malformed("Not an output of the ECC queue: " + e.fact());
    }
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return fixed();
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return fixed();
  }

  @Override
  public void written() {
    dispatcher.run();
  }

  /** But for rows that are committed together: no more of those than there are writes at once. */
  private boolean hasRoom(int rows) {
    return memory.waiting().count() + rows <= maxWaiting;
  }

  /**
   * Puts a row in line; it leaves once the transaction that adds it is committed and its MID Server
   * is given work. One that can never leave is an error at once.
   */
  private GlideRecord queued(GlideRecord proposed) throws MalformedException {
    EccRecord row = output(proposed);
    Optional<String> problem = addressees.problem(row);
    if (problem.isPresent()) {
      return row.with(EccField.STATE, EccState.ERROR.word())
          .with(EccField.ERROR_STRING, problem.get())
          .toRecord();
    }
    memory.waiting().add(row);
    return row.toRecord();
  }

  /** Copies a row to every MID Server that is known; the row itself goes to none. */
  private GlideRecord copied(GlideRecord proposed, String user) throws MalformedException {
    var _ = output(proposed.with(EccField.AGENT.field(), new AgentName("every").field()));
    List<AgentName> known = midServers.known();
    for (AgentName agent : known) {
      GlideRecord copy =
          new GlideRecord(proposed.table(), memory.store().newSysId(), proposed.fields())
              .with(EccField.AGENT.field(), agent.field())
              .with(EccField.FROM_SYS_ID.field(), proposed.sysId().value());
      var _ = memory.keep(queued(copy), user);
    }
    return known.isEmpty()
        ? proposed
            .with(EccField.STATE.field(), EccState.ERROR.word())
            .with(EccField.ERROR_STRING.field(), "no MID Server is known: add it to ecc_agent")
        : proposed.with(EccField.STATE.field(), EccState.PROCESSED.word());
  }

  private static EccRecord output(GlideRecord proposed) throws MalformedException {
    GlideRecord complete = proposed;
    for (Map.Entry<EccField, String> value : DEFAULTS.entrySet()) {
      String field = value.getKey().field();
      if (complete.value(field).isEmpty()) {
        complete = complete.with(field, value.getValue());
      }
    }
    EccRecord row = RowPreparation.eccRecord(complete);
    if (row.queue() != EccQueue.OUTPUT) {
      throw new MalformedException("what a MID Server answered is not written by hand");
    }
    if (row.state() != EccState.READY) {
      throw new MalformedException("a new row is ready");
    }
    if (REFUSALS.contains(row.value(EccField.NAME))) {
      throw new MalformedException(
          "the name is one of a refusal, for which an error would be taken");
    }
    var _ = EccPayload.parse(row.payload());
    if (Payloads.isLarge(row.payload())) {
      var _ = new OutboundMessage.Bare(row).encode(); // as large as a message may be, or refused
    }
    return row;
  }

  private static Ruling fixed() {
    return new Ruling.Refused(
        "Rows of the ECC queue are not changed by hand: add a new one", "reason: read-only");
  }
}
