package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccQueue;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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

  private final TableStore store;
  private final InstantSource clock;

  Results(TableStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Writes one message that came from {@code agent}; what is no message is logged and left. */
  void write(AgentName agent, Bytes value) {
    try {
      EccRecord input = InboundMessage.parse(value).ecc();
      if (!input.agent().equals(agent)) {
        throw new MalformedException("an answer in the name of another MID Server");
      }
      if (store.get(EccRecord.TABLE, input.sysId()).isEmpty()) {
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

  private void write(EccRecord input) throws MalformedException {
    if (input.topic().equals(QueueProcessing.TOPIC)) {
      for (SysId output : QueueProcessing.parse(input.payload()).outputs()) {
        sentTo(input.agent(), output).ifPresent(this::taken);
      }
      keep(input.with(EccField.STATE, EccState.PROCESSED.word()));
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
      return;
    }
    keep(input);
    output.ifPresent(row -> answered(row, input));
  }

  private Optional<GlideRecord> sentTo(AgentName agent, SysId output) {
    return store
        .get(EccRecord.TABLE, output)
        .filter(row -> row.value(EccField.QUEUE.field()).equals(EccQueue.OUTPUT.word()))
        .filter(row -> row.value(EccField.AGENT.field()).equals(agent.field()));
  }

  private void taken(GlideRecord output) {
    if (is(output, EccState.READY)) {
      change(output, Map.of(EccField.STATE.field(), EccState.PROCESSING.word()));
    }
  }

  private void answered(GlideRecord output, EccRecord input) {
    if (!is(output, EccState.READY) && !is(output, EccState.PROCESSING)) {
      return; // a query of many rows has several inputs: the first one moved it
    }
    var changes = new HashMap<String, String>();
    changes.put(EccField.PROCESSED.field(), GlideTime.format(clock.instant()));
    if (input.state() == EccState.ERROR) {
      changes.put(EccField.STATE.field(), EccState.ERROR.word());
      changes.put(EccField.ERROR_STRING.field(), input.value(EccField.ERROR_STRING));
    } else {
      changes.put(EccField.STATE.field(), EccState.PROCESSED.word());
    }
    change(output, changes);
  }

  private void keep(EccRecord input) {
    var _ = store.insert(input.toRecord(), input.agent().field());
  }

  private void change(GlideRecord output, Map<String, String> changes) {
    var _ =
        store.update(output.table(), output.sysId(), changes, output.value(EccField.AGENT.field()));
  }

  private static boolean is(GlideRecord row, EccState state) {
    return row.value(EccField.STATE.field()).equals(state.word());
  }
}
