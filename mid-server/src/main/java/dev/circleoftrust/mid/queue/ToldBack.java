package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.AllowedByFirewall;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.NotEnforced;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every result tells beside what its probe brought: on which basis the row ran, and what the
 * row said.
 *
 * <p>Under the names {@code basis} and {@code circle_head}, and for the basis {@code
 * allowed-by-firewall} {@code firewall_rule}, for {@code verified} {@code signed_by} and {@code
 * signature_statement} where there was code.
 *
 * @param basis on which basis the row ran
 * @param row what the row said
 */
record ToldBack(List<Parameter> basis, List<Parameter> row) {
  private static final int MAX_PARAMETERS = 900;

  ToldBack {
    basis = List.copyOf(basis);
    row = List.copyOf(row);
  }

  static ToldBack of(MayRun verdict) {
    return new ToldBack(basis(verdict), row(verdict.work().row()));
  }

  /** The same without what the row said, which may be large. */
  ToldBack withoutTheRow() {
    return new ToldBack(basis, List.of());
  }

  /** All of it, with {@code notes} between the basis and what the row said. */
  List<Parameter> with(List<Parameter> notes) {
    var parameters = new ArrayList<Parameter>(basis);
    parameters.addAll(notes);
    parameters.addAll(row);
    return parameters.subList(0, Math.min(parameters.size(), MAX_PARAMETERS));
  }

  /** On which basis a row may run. */
  static List<Parameter> basis(MayRun verdict) {
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
