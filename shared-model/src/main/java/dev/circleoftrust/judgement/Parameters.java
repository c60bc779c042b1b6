package dev.circleoftrust.judgement;

import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fits the parameters of a row to those that the record with the code declares. */
final class Parameters {
  /**
   * The product's own, for the instance: nothing on a MID Server reads them. One that the record
   * declares is a parameter like any other.
   */
  private static final Set<String> IGNORED = Set.of("skip_sensor", "name");

  /** UTF-16 units of what nobody declared: not more than a declared text may have. */
  static final int MAX_UNDECLARED = 4_000;

  private Parameters() {}

  /**
   * The values for {@code code}, in the order of their places, or of the declarations. A row's
   * value is used nowhere else.
   */
  static List<BoundParameter> bind(CodeType type, GlideRecord code, EccPayload payload)
      throws Rejection {
    Map<String, String> given = new HashMap<>();
    for (Parameter parameter : payload.parameters()) {
      Rejection.require(
          given.put(parameter.name(), parameter.value()) == null,
          RejectionReason.REPEATED_PARAMETER,
          "a parameter stands in the row twice");
    }
    given.remove(type.reference());
    var bound = new ArrayList<BoundParameter>();
    for (ParameterDeclaration declaration : declarations(type, code)) {
      String value = given.remove(declaration.name());
      if (value == null) {
        throw new Rejection(
            RejectionReason.MISSING_PARAMETER, "parameter " + declaration.name() + " is missing");
      }
      Rejection.require(
          declaration.allows(value),
          RejectionReason.INVALID_PARAMETER,
          "the value of parameter %s is not of its declared type, or not for its place"
              .formatted(declaration.name()));
      bound.add(new BoundParameter(declaration, value));
    }
    for (String name : IGNORED) {
      String passedOver = given.remove(name);
      Rejection.require(
          passedOver == null || passedOver.length() <= MAX_UNDECLARED,
          RejectionReason.INVALID_PARAMETER,
          "the value of %s has more than %,d characters".formatted(name, MAX_UNDECLARED));
    }
    Rejection.require(
        given.isEmpty(),
        RejectionReason.UNDECLARED_PARAMETER,
        "%d parameters that the record does not declare".formatted(given.size()));
    bound.sort(Comparator.comparingInt(parameter -> parameter.declaration().place().number()));
    return bound;
  }

  private static List<ParameterDeclaration> declarations(CodeType type, GlideRecord code)
      throws Rejection {
    try {
      return CodeForms.declarations(type, code);
    } catch (MalformedException e) {
      throw new Rejection(RejectionReason.MALFORMED, "the record with the code: " + e.fact());
    }
  }
}
