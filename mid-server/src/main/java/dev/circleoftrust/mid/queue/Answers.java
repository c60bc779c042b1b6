package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the ECC inputs in which a MID Server answers. Safe for several threads. */
final class Answers {
  /** Where nothing shows which row it was, nothing of it is told back. */
  private static final String NO_TOPIC = "unverified";

  private static final int MAX_ERROR = EccField.ERROR_STRING.maxLength();

  private final AgentName agent;
  private final InstantSource clock;
  private final Supplier<SysId> ids;

  Answers(AgentName agent, InstantSource clock, Supplier<SysId> ids) {
    this.agent = agent;
    this.clock = clock;
    this.ids = ids;
  }

  /** The topic of results. */
  String topic() {
    return new EccTopics.Input(agent).topic();
  }

  /** Tells that the rows were taken. */
  ProducerRecord<byte[], byte[]> processing(List<SysId> rows, Priority priority) {
    SysId id = ids.get();
    return record(
        id,
        encoded(
            input(id, QueueProcessing.TOPIC, priority)
                .with(EccField.PAYLOAD, new QueueProcessing(rows).encode())));
  }

  /** The record that has {@code value}, the result of {@code entry}. */
  ProducerRecord<byte[], byte[]> result(Entry entry, Bytes value) {
    return record(entry.answer(), value);
  }

  /** Tells that a row was refused. */
  ProducerRecord<byte[], byte[]> refused(Entry entry, Refusal refusal, Priority priority) {
    Refusal.RowName row = refusal.row();
    String sentence = cut(refusal.sentence());
    EccRecord ecc =
        input(entry.answer(), row == null ? NO_TOPIC : row.topic(), priority)
            .with(EccField.STATE, EccState.ERROR.word())
            .with(EccField.NAME, refusal.reason().code())
            .with(EccField.SOURCE, entry.arrival().place())
            .with(EccField.ERROR_STRING, sentence)
            .with(EccField.RESPONSE_TO, row == null ? "" : row.sysId().value())
            .with(
                EccField.PAYLOAD,
                new ResultPayload(0, 1, sentence, ResultBody.none(), List.of()).encode());
    return record(entry.answer(), encoded(ecc));
  }

  /**
   * The result of a row that ran: as much of what its probe brought as fits into one message.
   *
   * @param millis how long it ran
   */
  Bytes ran(Entry entry, MayRun verdict, ProbeResult result, long millis) {
    var told = new ToldBack(verdict, result);
    int size = told.size();
    while (true) {
      Optional<Bytes> message = message(entry, verdict, told, size, millis);
      if (message.isPresent()) {
        return message.get();
      }
      if (size == 0) {
        told = told.withoutTheRow();
      }
      size /= 2;
    }
  }

  /** What the MID Server says by itself. */
  ProducerRecord<byte[], byte[]> unasked(String topic, ResultPayload payload) {
    SysId id = ids.get();
    return record(
        id,
        encoded(input(id, topic, Priority.INTERACTIVE).with(EccField.PAYLOAD, payload.encode())));
  }

  private Optional<Bytes> message(
      Entry entry, MayRun verdict, ToldBack told, int size, long millis) {
    String payload = told.payload(size, millis).encode();
    if (payload.length() > EccField.PAYLOAD.maxLength()) {
      return Optional.empty();
    }
    EccRecord row = verdict.work().row();
    String error = cut(told.error());
    EccRecord ecc =
        input(entry.answer(), row.topic(), row.priority())
            .with(EccField.STATE, (error.isEmpty() ? EccState.READY : EccState.ERROR).word())
            .with(EccField.NAME, row.value(EccField.NAME))
            .with(EccField.SOURCE, row.value(EccField.SOURCE))
            .with(EccField.SEQUENCE, row.value(EccField.SEQUENCE))
            .with(EccField.AGENT_CORRELATOR, row.value(EccField.AGENT_CORRELATOR))
            .with(EccField.RESPONSE_TO, row.sysId().value())
            .with(EccField.ERROR_STRING, error)
            .with(EccField.PAYLOAD, payload);
    Bytes message = encoded(ecc);
    return message.size() <= Outbox.MAX_SIZE ? Optional.of(message) : Optional.empty();
  }

  private EccRecord input(SysId id, String topic, Priority priority) {
    return EccRecord.input(id, agent, topic, priority)
        .with(EccField.SYS_CREATED_ON, GlideTime.format(clock.instant()));
  }

  private ProducerRecord<byte[], byte[]> record(SysId id, Bytes value) {
    return new ProducerRecord<>(
        topic(), 0, Bytes.ofUtf8(id.value()).toByteArray(), value.toByteArray());
  }

  private static Bytes encoded(EccRecord ecc) {
    try {
      return new InboundMessage(ecc).encode();
    } catch (MalformedException e) {
      throw new IllegalStateException("a message that was bounded is too large", e);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR - 3) + "...";
  }
}
