package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.AllowedByFirewall;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers to rows that are settled at sight: byte for byte those of {@link Answers},
 * which is what a test compares them with, at a tenth of its cost. What all answers of one turn
 * have in common is written once. For one thread.
 */
final class SightAnswers {
  private static final EccField[] FIELDS = EccField.values();
  private static final byte[] OPENING = ascii("{\"ecc\":{\"sys_id\":\"");
  private static final int ID = 2 * SysId.SIZE;

  private final String topic;
  private final String host;
  private final byte[] agent;
  private final byte[] ready;
  private final byte[] failed;
  private final InputText text = new InputText();
  private final Map<RejectionReason, Told> told = new EnumMap<>(RejectionReason.class);
  private byte[] turn = new byte[0];
  private Ground ground = new Ground("", "", null, null);
  private byte[] common = new byte[0];

  /** What decides on all that the results of one turn have in common. */
  private record Ground(
      String topic, String basis, @Nullable Digest head, EccFirewall.@Nullable Rule rule) {
    static Ground of(MayRun verdict) {
      return new Ground(
          verdict.work().row().topic(),
          verdict.basis(),
          verdict.head(),
          verdict instanceof AllowedByFirewall allowed ? allowed.rule() : null);
    }
  }

  /** What is told of refusals, written once for all that say the same: a flood does. */
  private static final class Told {
    private final Refusal refusal;

    /** Its sentence in a JSON string. */
    private final byte[] error;

    /** Its sentence in an attribute of the payload. */
    private final byte[] attribute;

    Told(Refusal refusal, InputText draft) {
      this.refusal = refusal;
      String sentence = Answers.cut(refusal.sentence());
      this.error = draft.clear().json(sentence).toByteArray();
      this.attribute = draft.clear().attribute(sentence).toByteArray();
    }

    boolean tells(Refusal other) {
      return refusal.detail().equals(other.detail()) && refusal.remedy().equals(other.remedy());
    }
  }

  /** Answers as {@code answers} does, to rows of {@code priority}. */
  SightAnswers(Answers answers, Priority priority) {
    this.topic = answers.topic();
    this.host = answers.host().value();
    this.agent = ascii("\",\"agent\":\"%s\",\"topic\":\"".formatted(answers.agent().field()));
    String rest = ",\"queue\":\"input\",\"state\":\"%s\",\"priority\":\"%d\"";
    this.ready = ascii(rest.formatted("ready", priority.code()));
    this.failed = ascii(rest.formatted("error", priority.code()));
  }

  /** A turn begins; what was common to the last one is forgotten. */
  void begin(Instant now) {
    turn =
        ascii(
            ",\"from_host\":\"%s\",\"sys_created_on\":\"%s\",\"payload\":\"<?xml version=\\\"1.0\\\" encoding=\\\"UTF-8\\\"?><results probe_time=\\\"0\\\" result_code=\\\""
                .formatted(host, GlideTime.format(now)));
    ground = new Ground("", "", null, null);
  }

  /** True where this can tell {@code result}. */
  static boolean canTell(ProbeResult result) {
    return result instanceof ProbeResult.Finished(_, ResultBody.Rows(var rows), _)
        && rows.isEmpty();
  }

  /**
   * The result of a row that has run.
   *
   * @param result one that it can tell, the same for all rows of one topic in a turn
   */
  ProducerRecord<byte[], byte[]> result(Judged.Row.Accepted accepted, ProbeResult.Finished result) {
    MayRun verdict = accepted.verdict();
    EccRecord row = verdict.work().row();
    begin(accepted, row.topic());
    field(",\"name\":\"", row.value(EccField.NAME));
    field(",\"source\":\"", row.value(EccField.SOURCE));
    text.raw(ready);
    field(",\"sequence\":\"", row.value(EccField.SEQUENCE));
    field(",\"response_to\":\"", row.value(EccField.SYS_ID));
    field(",\"agent_correlator\":\"", row.value(EccField.AGENT_CORRELATOR));
    text.raw(turn).raw(common(verdict, result));
    tellBack(row);
    return sent(text.raw("</parameters></results>\"}}"));
  }

  /** Tells that a row was refused. */
  ProducerRecord<byte[], byte[]> refused(Judged.Row row, Refusal refusal) {
    Refusal.@Nullable RowName named = refusal.row();
    Told same = told(refusal);
    begin(row, named == null ? Answers.NO_TOPIC : named.topic());
    text.raw(",\"name\":\"").raw(refusal.reason().code());
    text.raw("\",\"source\":\"").json(row.arrival().place()).raw("\"").raw(failed);
    if (named != null) {
      field(",\"response_to\":\"", named.sysId().value());
    }
    text.raw(",\"error_string\":\"").raw(same.error).raw("\"");
    text.raw(turn).raw("1\\\" error=\\\"").raw(same.attribute);
    return sent(text.raw("\\\"><result></result><parameters/></results>\"}}"));
  }

  private Told told(Refusal refusal) {
    Told last = told.get(refusal.reason());
    if (last == null || !last.tells(refusal)) {
      last = new Told(refusal, text);
      told.put(refusal.reason(), last);
    }
    return last;
  }

  private void begin(Judged.Row row, String named) {
    text.clear().raw(OPENING).hex(row.seed().bits()).hex(row.arrival().offset());
    text.raw(agent).raw(named).raw("\"");
  }

  /** Up to the parameters that the row brings itself. */
  private byte[] common(MayRun verdict, ProbeResult.Finished result) {
    Ground now = Ground.of(verdict);
    if (!now.equals(ground)) {
      var written = new InputText();
      written.raw(Integer.toString(result.resultCode())).raw("\\\"><result></result><parameters>");
      ToldBack.basis(verdict).forEach(parameter -> write(parameter, written));
      result.notes().forEach(parameter -> write(parameter, written));
      common = written.toByteArray();
      ground = now;
    }
    return common;
  }

  private void tellBack(EccRecord row) {
    for (EccField field : FIELDS) {
      String value = row.value(field);
      if (!value.isEmpty() && field != EccField.PAYLOAD) {
        write(field.field(), value, text);
      }
    }
    String payload = row.payload();
    int end = ToldParameters.end(payload);
    if (end >= 0) {
      text.json(payload, ToldParameters.FROM, end);
    } else {
      parsed(payload).forEach(parameter -> write(parameter, text));
    }
  }

  private static List<Parameter> parsed(String payload) {
    try {
      return EccPayload.parse(payload).parameters();
    } catch (MalformedException _) {
      return List.of(); // a row whose topic has no parameters may bring anything as its payload
    }
  }

  private static void write(Parameter parameter, InputText out) {
    write(parameter.name(), parameter.value(), out);
  }

  private static void write(String name, String value, InputText out) {
    out.raw("<parameter name=\\\"").raw(name).raw("\\\" value=\\\"");
    out.attribute(value).raw("\\\"/>");
  }

  private void field(String opening, String value) {
    if (!value.isEmpty()) {
      text.raw(opening).json(value).raw("\"");
    }
  }

  private ProducerRecord<byte[], byte[]> sent(InputText written) {
    byte[] value = written.toByteArray();
    return new ProducerRecord<>(
        topic, 0, Arrays.copyOfRange(value, OPENING.length, OPENING.length + ID), value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
