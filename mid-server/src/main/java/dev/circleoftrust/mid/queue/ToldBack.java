package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultRow;
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

  /** How many rows a query found, as far as they were read. */
  int rows() {
    return result instanceof ProbeResult.Finished(var rows, _) ? rows.size() : 0;
  }

  /** What went wrong; empty where nothing did. */
  String error() {
    return switch (result) {
      case ProbeResult.Finished _ -> "";
      case ProbeResult.Failed(var error) -> XmlText.replaceUncarried(error);
    };
  }

  /** The payload with the first {@code count} rows. */
  ResultPayload payload(int count, long millis) {
    var parameters = new ArrayList<Parameter>(basis);
    List<ResultRow> rows = List.of();
    if (result instanceof ProbeResult.Finished(var found, var notes)) {
      rows = found.subList(0, count);
      parameters.addAll(notes);
      if (count < found.size()) {
        parameters.add(new Parameter("rows_left_out_for_size", "" + (found.size() - count)));
      }
    }
    parameters.addAll(row);
    String error = error();
    int end = Math.min(error.length(), EccField.ERROR_STRING.maxLength());
    return new ResultPayload(
        millis,
        error.isEmpty() ? 0 : 1,
        error.substring(0, end),
        rows,
        parameters.subList(0, Math.min(parameters.size(), MAX_PARAMETERS)));
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
