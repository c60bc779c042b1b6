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
import dev.circleoftrust.xml.XmlText;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the ECC inputs in which a MID Server answers. Safe for several threads. */
final class Answers {
  /** Where nothing shows which row it was, nothing of it is told back. */
  static final String NO_TOPIC = "unverified";

  private static final int MAX_ERROR = EccField.ERROR_STRING.maxLength();

  private final AgentName agent;
  private final AgentName host;
  private final InstantSource clock;
  private final Supplier<SysId> ids;

  /**
   * Answers as {@code agent}.
   *
   * @param agent whom the rows name: the MID Server, or its cluster
   * @param host the MID Server
   */
  Answers(AgentName agent, AgentName host, InstantSource clock, Supplier<SysId> ids) {
    this.agent = agent;
    this.host = host;
    this.clock = clock;
    this.ids = ids;
  }

  /** Whom the rows name. */
  AgentName agent() {
    return agent;
  }

  /** The MID Server. */
  AgentName host() {
    return host;
  }

  /** The topic of results. */
  String topic() {
    return new EccTopics.Input(agent).topic();
  }

  /** Tells that the rows were taken. */
  ProducerRecord<byte[], byte[]> processing(List<SysId> rows, Priority priority) {
    return told(new QueueProcessing(rows), priority);
  }

  /** Tells that a row was cancelled before it began. */
  ProducerRecord<byte[], byte[]> cancelled(SysId row, Priority priority) {
    return told(new QueueProcessing(EccState.CANCELLED, List.of(row)), priority);
  }

  /** The record that has {@code value}, one of the results of which {@code answer} is the last. */
  ProducerRecord<byte[], byte[]> result(SysId answer, Bytes value) {
    return record(answer, value);
  }

  /**
   * Tells that a row was refused.
   *
   * @param answer the sys_id of what tells it
   * @param place where the record stood
   */
  ProducerRecord<byte[], byte[]> refused(
      SysId answer, String place, Refusal refusal, Priority priority) {
    Refusal.RowName row = refusal.row();
    String sentence = cut(refusal.sentence());
    EccRecord ecc =
        input(answer, row == null ? NO_TOPIC : row.topic(), priority)
            .with(EccField.STATE, EccState.ERROR.word())
            .with(EccField.NAME, refusal.reason().code())
            .with(EccField.SOURCE, place)
            .with(EccField.ERROR_STRING, sentence)
            .with(EccField.RESPONSE_TO, row == null ? "" : row.sysId().value())
            .with(
                EccField.PAYLOAD,
                new ResultPayload(0, 1, sentence, ResultBody.none(), List.of()).encode());
    return record(answer, encoded(ecc));
  }

  /**
   * The results of a row that ran, in their order.
   *
   * @param answer the sys_id of the last of them
   * @param millis how long it ran
   */
  List<Bytes> ran(SysId answer, MayRun verdict, ProbeResult result, long millis) {
    return new Results(this, ids, answer, verdict, millis).of(result);
  }

  /** What the MID Server says by itself. */
  ProducerRecord<byte[], byte[]> unasked(String topic, ResultPayload payload) {
    SysId id = ids.get();
    return record(
        id,
        encoded(input(id, topic, Priority.INTERACTIVE).with(EccField.PAYLOAD, payload.encode())));
  }

  /**
   * Tells that something at {@code place} was left out without being read.
   *
   * @param sentence the reason, for a person
   */
  ProducerRecord<byte[], byte[]> skipped(String place, String sentence) {
    SysId id = ids.get();
    return record(
        id,
        encoded(
            input(id, NO_TOPIC, Priority.INTERACTIVE)
                .with(EccField.STATE, EccState.ERROR.word())
                .with(EccField.SOURCE, place)
                .with(EccField.ERROR_STRING, cut(sentence))));
  }

  EccRecord input(SysId id, String topic, Priority priority) {
    return EccRecord.input(id, agent, topic, priority)
        .with(EccField.FROM_HOST, host.value())
        .with(EccField.SYS_CREATED_ON, GlideTime.format(clock.instant()));
  }

  static Bytes encoded(EccRecord ecc) {
    try {
      return new InboundMessage(ecc).encode();
    } catch (MalformedException e) {
      throw new IllegalStateException("a message that was bounded is too large", e);
    }
  }

  /** As much of {@code text} as an error may have, of characters that XML can carry. */
  static String cut(String text) {
    return XmlText.replaceUncarried( // after the cut, which may halve a pair
        text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR - 3) + "...");
  }

  private ProducerRecord<byte[], byte[]> told(QueueProcessing rows, Priority priority) {
    SysId id = ids.get();
    return record(
        id,
        encoded(input(id, QueueProcessing.TOPIC, priority).with(EccField.PAYLOAD, rows.encode())));
  }

  private ProducerRecord<byte[], byte[]> record(SysId id, Bytes value) {
    return new ProducerRecord<>(
        topic(), 0, Bytes.ofUtf8(id.value()).toByteArray(), value.toByteArray());
  }
}
