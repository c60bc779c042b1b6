package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.AllowedByFirewall;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.NotEnforced;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a result tells: on which basis the row ran, what came of it, and what the row said.
 *
 * <p>Under the names {@code basis} and {@code circle_head}, and for the basis {@code
 * allowed-by-firewall} {@code firewall_rule}, for {@code verified} {@code signed_by} and {@code
 * signature_statement} where there was code.
 */
final class ToldBack {
  private static final int MAX_PARAMETERS = 900;

  private final ProbeResult result;
  private final List<Parameter> basis;
  private final List<Parameter> row;

  ToldBack(MayRun verdict, ProbeResult result) {
    this(result, basis(verdict), row(verdict.work().row()));
  }

  private ToldBack(ProbeResult result, List<Parameter> basis, List<Parameter> row) {
    this.result = result;
    this.basis = basis;
    this.row = row;
  }

  /** The same without what the row said, which may be large. */
  ToldBack withoutTheRow() {
    return new ToldBack(result, basis, List.of());
  }

  /** How much the probe brought: the rows of a query, or the length of the longest text. */
  int size() {
    if (!(result instanceof ProbeResult.Finished(_, var body, _))) {
      return 0;
    }
    return switch (body) {
      case ResultBody.Rows(var rows) -> rows.size();
      case ResultBody.Texts(_, var texts) ->
          texts.stream().mapToInt(text -> text.value().length()).max().orElse(0);
    };
  }

  /** What went wrong; empty where nothing did. */
  String error() {
    return switch (result) {
      case ProbeResult.Finished _ -> "";
      case ProbeResult.Failed(var error) -> XmlText.replaceUncarried(error);
    };
  }

  /** The payload with the first {@code size} rows, or as many UTF-16 units of each text. */
  ResultPayload payload(int size, long millis) {
    var parameters = new ArrayList<Parameter>(basis);
    ResultBody body = ResultBody.none();
    int resultCode = 1;
    if (result instanceof ProbeResult.Finished(int code, var brought, var notes)) {
      resultCode = code;
      body = cut(brought, size);
      parameters.addAll(notes);
      if (size < size()) {
        parameters.add(new Parameter(leftOut(body), Integer.toString(size() - size)));
      }
    }
    parameters.addAll(row);
    String error = error();
    int end = Math.min(error.length(), EccField.ERROR_STRING.maxLength());
    return new ResultPayload(
        millis,
        resultCode,
        error.substring(0, end),
        body,
        parameters.subList(0, Math.min(parameters.size(), MAX_PARAMETERS)));
  }

  private static ResultBody cut(ResultBody body, int size) {
    return switch (body) {
      case ResultBody.Rows(var rows) -> new ResultBody.Rows(rows.subList(0, size));
      case ResultBody.Texts(var command, var texts) ->
          new ResultBody.Texts(
              command,
              texts.stream().map(text -> new ResultText(text.name(), cut(text, size))).toList());
    };
  }

  private static String cut(ResultText text, int length) {
    String value = text.value();
    return value.length() <= length
        ? value
        : XmlText.replaceUncarried(value.substring(0, length)); // a pair may be cut in half
  }

  private static String leftOut(ResultBody body) {
    return switch (body) {
      case ResultBody.Rows _ -> "rows_left_out_for_size";
      case ResultBody.Texts _ -> "characters_left_out_for_size";
    };
  }

  private static List<Parameter> basis(MayRun verdict) {
    var basis = new ArrayList<Parameter>();
    basis.add(new Parameter("basis", verdict.basis()));
    basis.add(new Parameter("circle_head", verdict.head().toHex()));
    switch (verdict) {
      case Verified verified ->
          verified
              .code()
              .ifPresent(code -> {
                basis.add(new Parameter("signed_by", code.issuers().toString()));
                basis.add(new Parameter("signature_statement", code.statementId().toHex()));
              });
      case AllowedByFirewall allowed ->
          basis.add(
              new Parameter(
                  "firewall_rule",
                  "accept " + allowed.rule().tags().toString().toLowerCase(Locale.ROOT)));
      case NotEnforced _ -> {}
    }
    return basis;
  }

  private static List<Parameter> row(EccRecord row) {
    var said = new ArrayList<Parameter>();
    for (Map.Entry<String, String> field : row.fields().entrySet()) {
      if (!field.getKey().equals(EccField.PAYLOAD.field())) {
        said.add(new Parameter(field.getKey(), field.getValue()));
      }
    }
    try {
      said.addAll(EccPayload.parse(row.payload()).parameters());
    } catch (MalformedException _) {
      // A row whose topic has no parameters may bring anything as its payload.
    }
    return said;
  }
}
