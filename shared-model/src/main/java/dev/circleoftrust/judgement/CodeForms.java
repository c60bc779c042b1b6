package dev.circleoftrust.judgement;

import dev.circleoftrust.code.CommandLine;
import dev.circleoftrust.code.RestMessage;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes sure that a record's code is of its form, and declares what it has places for. */
final class CodeForms {
  private CodeForms() {}

  /** The parameters that {@code code} declares, each with its place. */
  static List<ParameterDeclaration> declarations(CodeType type, GlideRecord code)
      throws MalformedException {
    List<ParameterDeclaration> declarations =
        ParameterDeclaration.parse(type, code.value("parameters"));
    switch (type) {
      case DATA_SOURCE -> {} // the database itself counts the marks of its SQL
      case COMMAND -> {
        var _ = CommandLine.of(code);
      }
      case REST_MESSAGE -> requirePlaces(RestMessage.of(code), declarations);
      case SCRIPT -> requireScript(code);
    }
    return declarations;
  }

  private static void requirePlaces(RestMessage message, List<ParameterDeclaration> declarations)
      throws MalformedException {
    Map<String, ParameterPlace> places = new HashMap<>();
    message.places().forEach((name, place) -> places.put(name, new ParameterPlace.Message(place)));
    Map<String, ParameterPlace> declared = new HashMap<>();
    declarations.forEach(declaration -> declared.put(declaration.name(), declaration.place()));
    if (!declared.equals(places)) {
      throw new MalformedException(
          "the parameters are not those that stand as ${...} in endpoint and content, each where it"
              + " is declared");
    }
  }

  private static void requireScript(GlideRecord code) throws MalformedException {
    if (code.value("script").isBlank()) {
      throw new MalformedException("the script is empty");
    }
  }
}
