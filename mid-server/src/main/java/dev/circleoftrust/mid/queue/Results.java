package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The results of one row that ran. What a query found goes out whole, in as many messages as it
 * takes: parts, and a last one that says it is complete. Of any other text as much goes out as fits
 * into one message.
 *
 * <p>Whatever a probe brings, there is a result: what no message can carry is an error that says
 * so.
 */
final class Results {
  private static final String JDBC = "JDBCProbe";
  private static final String JDBC_COMPLETED = "JDBCProbeCompleted";
  private static final String JDBC_ERROR = "JDBCProbeError";

  private final Answers answers;
  private final Supplier<SysId> ids;
  private final SysId answer;
  private final EccRecord row;
  private final ToldBack told;
  private final long millis;

  /** What is told in one message beside what is told in all of them. */
  private record Part(SysId id, String topic, int code, ResultBody body, List<Parameter> notes) {}

  Results(Answers answers, Supplier<SysId> ids, SysId answer, MayRun verdict, long millis) {
    this.answers = answers;
    this.ids = ids;
    this.answer = answer;
    this.row = verdict.work().row();
    this.told = ToldBack.of(verdict);
    this.millis = millis;
  }

  /** The values of the records that answer it, in their order. */
  List<Bytes> of(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Failed(var error) -> List.of(failed(error));
      case ProbeResult.Finished(var code, ResultBody.Rows(var rows), var notes) ->
          rows(code, rows, notes);
      case ProbeResult.Finished(var code, ResultBody.Texts texts, var notes) ->
          List.of(texts(code, texts, notes));
    };
  }

  private List<Bytes> rows(int code, List<ResultRow> rows, List<Parameter> notes) {
    if (rows.size() <= ResultPayload.MAX_ROWS) {
      Optional<Bytes> single = last(row.topic(), code, new ResultBody.Rows(rows), notes);
      if (single.isPresent()) {
        return List.of(single.get());
      }
    }
    var parts = new ArrayList<Bytes>();
    for (int at = 0; at < rows.size(); ) {
      int count = Math.min(ResultPayload.MAX_ROWS, rows.size() - at);
      Optional<Bytes> part = part(rows.subList(at, at + count), at + count, parts.size() + 1);
      while (part.isEmpty() && count > 1) {
        count /= 2;
        part = part(rows.subList(at, at + count), at + count, parts.size() + 1);
      }
      if (part.isEmpty()) {
        return List.of(
            failed(
                "row %d of the result is larger than one message: ask for fewer or shorter columns"
                    .formatted(at + 1)));
      }
      parts.add(part.get());
      at += count;
    }
    var ending = new ArrayList<Parameter>(notes);
    ending.add(new Parameter("rows", Integer.toString(rows.size())));
    ending.add(new Parameter("parts", Integer.toString(parts.size())));
    parts.add(last(JDBC_COMPLETED, code, ResultBody.none(), ending).orElseThrow());
    return parts;
  }

  private Optional<Bytes> part(List<ResultRow> rows, int soFar, int number) {
    var notes =
        List.of(
            new Parameter("part", Integer.toString(number)),
            new Parameter("rows_so_far", Integer.toString(soFar)));
    return message(
        new Part(ids.get(), row.topic(), 0, new ResultBody.Rows(rows), notes),
        "",
        told.withoutTheRow());
  }

  private Bytes texts(int code, ResultBody.Texts texts, List<Parameter> notes) {
    Optional<Bytes> whole = last(row.topic(), code, texts, notes);
    int longest = texts.texts().stream().mapToInt(text -> text.value().length()).max().orElse(0);
    for (int length = longest / 2; whole.isEmpty(); length /= 2) {
      var cut = new ArrayList<Parameter>(notes);
      cut.add(new Parameter("characters_left_out_for_size", "" + (longest - length)));
      whole = last(row.topic(), code, cut(texts, length), cut);
    }
    return whole.get();
  }

  private Bytes failed(String error) {
    String carried = Answers.cut(error);
    String topic = row.topic().equals(JDBC) ? JDBC_ERROR : row.topic();
    var part = new Part(answer, topic, 1, ResultBody.none(), List.of());
    return message(part, carried, told)
        .or(() -> message(part, carried, told.withoutTheRow()))
        .orElseThrow();
  }

  /** The message that ends the result, if there is one that can carry it. */
  private Optional<Bytes> last(String topic, int code, ResultBody body, List<Parameter> notes) {
    var part = new Part(answer, topic, code, body, notes);
    return message(part, "", told).or(() -> message(part, "", told.withoutTheRow()));
  }

  private Optional<Bytes> message(Part part, String error, ToldBack beside) {
    String payload =
        new ResultPayload(millis, part.code(), error, part.body(), beside.with(part.notes()))
            .encode();
    if (payload.length() > EccField.PAYLOAD.maxLength()) {
      return Optional.empty();
    }
    EccRecord input =
        answers
            .input(part.id(), part.topic(), row.priority())
            .with(EccField.STATE, (error.isEmpty() ? EccState.READY : EccState.ERROR).word())
            .with(EccField.NAME, row.value(EccField.NAME))
            .with(EccField.SOURCE, row.value(EccField.SOURCE))
            .with(EccField.SEQUENCE, row.value(EccField.SEQUENCE))
            .with(EccField.AGENT_CORRELATOR, row.value(EccField.AGENT_CORRELATOR))
            .with(EccField.RESPONSE_TO, row.sysId().value())
            .with(EccField.ERROR_STRING, error)
            .with(EccField.PAYLOAD, payload);
    Bytes message = Answers.encoded(input);
    return message.size() <= Outbox.MAX_SIZE ? Optional.of(message) : Optional.empty();
  }

  private static ResultBody cut(ResultBody.Texts body, int length) {
    return new ResultBody.Texts(
        body.command(), body.texts().stream().map(text -> cut(text, length)).toList());
  }

  private static ResultText cut(ResultText text, int length) {
    String value = text.value();
    return value.length() <= length
        ? text
        : new ResultText(
            text.name(),
            XmlText.replaceUncarried(value.substring(0, length))); // a pair may be cut in half
  }
}
