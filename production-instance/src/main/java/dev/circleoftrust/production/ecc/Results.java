package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccQueue;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.production.agent.MidServers;
import dev.circleoftrust.production.lifecycle.RowStates;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what MID Servers answer into the ECC queue, and moves the rows that they answer. A MID
 * Server can only answer what was sent to it: who it is is the topic's word, never the message's.
 *
 * <p>Called inside the transaction that advances the position.
 */
final class Results {
  private static final Logger LOGGER = LoggerFactory.getLogger(Results.class);
  private static final String CANCELLED = "cancelled before it began";

  /** With the pauses between them, more than the 60 seconds by which clocks may differ. */
  private static final int MAX_TIMES_SENT_AGAIN = 7;

  private static final int MAX_PAUSE = 32;

  private final EccMemory memory;
  private final MidServers midServers;
  private final UnnamedRefusals refusals;

  Results(EccMemory memory, MidServers midServers) {
    this.memory = memory;
    this.midServers = midServers;
    this.refusals = new UnnamedRefusals(memory);
  }

  /** Writes one message that came from {@code agent}; what is no message is logged and left. */
  void write(AgentName agent, Bytes value) {
    try {
      EccRecord input = InboundMessage.parse(value).ecc();
      if (!input.agent().equals(agent)) {
        throw new MalformedException("an answer in the name of another MID Server");
      }
      midServers.heard(input);
      if (memory.store().get(EccRecord.TABLE, input.sysId()).isEmpty()) {
        write(input);
      }
    } catch (MalformedException e) {
      LOGGER
          .atWarn()
          .addKeyValue("agent", agent)
          .addKeyValue("fact", e.fact())
          .log("ECC input refused");
    }
  }

  private void write(EccRecord told) throws MalformedException {
    EccRecord input = refusals.named(told);
    if (input.topic().equals(QueueProcessing.TOPIC)) {
      QueueProcessing rows = QueueProcessing.parse(input.payload());
      for (SysId output : rows.outputs()) {
        sentTo(input.agent(), output).ifPresent(row -> told(row, rows.state(), input));
      }
      keep(input.with(EccField.STATE, EccState.PROCESSED.word()));
      return;
    }
    if (isUnaskedHeartbeat(input)) {
      midServers.take(input); // what it says stands in ecc_agent; one a minute, for years
      return;
    }
    Optional<SysId> answered = input.responseTo();
    Optional<GlideRecord> output = answered.flatMap(row -> sentTo(input.agent(), row));
    if (answered.isPresent() && output.isEmpty()) {
      keep(
          input
              .with(EccField.RESPONSE_TO, "")
              .with(EccField.STATE, EccState.ERROR.word())
              .with(
                  EccField.ERROR_STRING,
                  "answers row %s, which was not sent to this MID Server"
                      .formatted(answered.get())));
    } else if (output.isPresent() && isSentAgain(output.get(), input)) {
      keep(sentAgain(output.get(), input));
    } else {
      keep(input);
      midServers.take(input);
      output.ifPresent(row -> answered(row, input));
    }
  }

  private Optional<GlideRecord> sentTo(AgentName agent, SysId output) {
    return memory
        .store()
        .get(EccRecord.TABLE, output)
        .filter(row -> row.value(EccField.QUEUE.field()).equals(EccQueue.OUTPUT.word()))
        .filter(row -> row.value(EccField.AGENT.field()).equals(agent.field()));
  }

  private void told(GlideRecord output, EccState state, EccRecord input) {
    if (state == EccState.CANCELLED) {
      memory.states().cancelled(output, CANCELLED, input);
    } else {
      memory.states().announced(output);
    }
  }

  private void answered(GlideRecord output, EccRecord input) {
    if (isRefused(input, RejectionReason.CANCELLED) || isPassedOver(output, input)) {
      memory.states().cancelled(output, CANCELLED, input);
    } else if (FinalInput.is(input)) {
      memory.states().answered(output, input);
    } else {
      memory.states().announced(output);
    }
  }

  /**
   * Whether nobody can have run the row: its MID Server passed it over, having just taken the
   * partition over, and nobody announced it before. Who called it off does not want it sent again.
   */
  private boolean isSentAgain(GlideRecord output, EccRecord input) {
    return isRefused(input, RejectionReason.POSITION_UNKNOWN)
        && RowStates.is(output, EccState.READY)
        && memory.open().cancelProbe(output.sysId()).isEmpty()
        && memory.open().timesSent(output.sysId()) <= MAX_TIMES_SENT_AGAIN;
  }

  /** Whether a row that was called off is one that nobody can have run. */
  private boolean isPassedOver(GlideRecord output, EccRecord input) {
    return isRefused(input, RejectionReason.POSITION_UNKNOWN)
        && RowStates.is(output, EccState.READY)
        && memory.open().cancelProbe(output.sysId()).isPresent();
  }

  /**
   * Puts the row in line again, once, and each time after twice as long: to a MID Server whose
   * clock is ahead, what is signed now is older than its taking over. What is told of it in {@code
   * input} ends nothing.
   */
  private EccRecord sentAgain(GlideRecord output, EccRecord input) throws MalformedException {
    SysId row = output.sysId();
    if (!memory.waiting().holds(row)) {
      memory
          .waiting()
          .addLater(RowPreparation.eccRecord(output), pause(memory.open().timesSent(row)));
      memory.open().stay(row);
    }
    return input
        .with(EccField.RESPONSE_TO, "")
        .with(EccField.STATE, EccState.PROCESSED.word())
        .with(
            EccField.ERROR_STRING,
            "%s: sent again (%d of %d): row %s"
                .formatted(
                    RejectionReason.POSITION_UNKNOWN.code(),
                    memory.open().timesSent(row),
                    MAX_TIMES_SENT_AGAIN,
                    row));
  }

  private static Duration pause(int timesSent) {
    return Duration.ofSeconds(Math.min(1L << (timesSent - 1), MAX_PAUSE));
  }

  private static boolean isUnaskedHeartbeat(EccRecord input) {
    return input.topic().equals(QueuedOutputs.HEARTBEAT)
        && input.responseTo().isEmpty()
        && input.state() != EccState.ERROR;
  }

  private static boolean isRefused(EccRecord input, RejectionReason reason) {
    return input.state() == EccState.ERROR && input.value(EccField.NAME).equals(reason.code());
  }

  private void keep(EccRecord input) {
    var _ = memory.keep(input.toRecord(), input.agent().field());
  }
}
