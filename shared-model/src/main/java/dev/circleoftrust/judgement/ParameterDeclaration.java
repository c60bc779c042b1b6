package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A parameter that a signed record lets a row fill.
 *
 * @param name 1 to 40 of {@code a-z 0-9 _}, beginning with a letter
 * @param type what its value may be
 * @param place where its value goes
 * @param choices the allowed values of a choice; else empty
 * @param maxLength the most characters of a text; else 0
 * @param pattern what a text must match from its first character to its last; else empty
 */
public record ParameterDeclaration(
    String name,
    ParameterType type,
    ParameterPlace place,
    List<String> choices,
    int maxLength,
    String pattern) {
  private static final int MAX_PARAMETERS = ParameterPlace.MAX_NUMBER;
  private static final int MAX_CHOICES = 256;
  private static final int MAX_TEXT = 4_000;
  private static final int MAX_SIZE = 64 << 10;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  public ParameterDeclaration {
    choices = List.copyOf(choices);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a parameter's name");
    }
  }

  /**
   * Reads the {@code parameters} field of a record of {@code type}: empty, or {@code
   * {"parameters":[...]}}.
   *
   * @throws MalformedException if it is anything else, names a parameter twice, or leaves a place
   *     out
   */
  public static List<ParameterDeclaration> parse(CodeType type, String field)
      throws MalformedException {
    if (field.isEmpty()) {
      return List.of();
    }
    JsonFields document = JsonFields.of(StrictJson.parse(Bytes.ofUtf8(field), MAX_SIZE));
    var declarations = new ArrayList<ParameterDeclaration>();
    for (JsonFields declaration : document.objects("parameters", MAX_PARAMETERS)) {
      declarations.add(read(type, declaration));
      declaration.end();
    }
    document.end();
    requireDistinct(declarations);
    return declarations;
  }

  private static void requireDistinct(List<ParameterDeclaration> declarations)
      throws MalformedException {
    var names = new HashSet<String>();
    var places = new HashSet<Integer>();
    for (ParameterDeclaration declaration : declarations) {
      int number = declaration.place.number();
      if (!names.add(declaration.name)
          || (number > 0 && !places.add(number))
          || number > declarations.size()) {
        throw new MalformedException(
            "parameters have distinct names, and places that are counted are 1 to their number");
      }
    }
  }

  private static ParameterDeclaration read(CodeType code, JsonFields json)
      throws MalformedException {
    ParameterType type =
        ParameterType.fromWireName(json.text("type"))
            .orElseThrow(() -> new MalformedException("a type that is not in the schema"));
    boolean text = type == ParameterType.TEXT;
    try {
      return new ParameterDeclaration(
          json.text("name"),
          type,
          ParameterPlace.read(code, json),
          type == ParameterType.CHOICE ? json.texts("choices", MAX_CHOICES) : List.of(),
          text ? json.integer("maxLength", 1, MAX_TEXT) : 0,
          text ? Pattern.compile(json.text("pattern")).pattern() : "");
    } catch (PatternSyntaxException _) {
      throw new MalformedException("a pattern that is no regular expression");
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a declaration: " + e.getMessage());
    }
  }

  /** True where {@code value} is of the declared type, and its place takes it. */
  public boolean allows(String value) {
    return isOfType(value) && place.takes(value);
  }

  private boolean isOfType(String value) {
    return switch (type) {
      case INTEGER -> WHOLE.matcher(value).matches();
      case DECIMAL -> FRACTION.matcher(value).matches();
      case DATE -> isDate(value);
      case CHOICE -> choices.contains(value);
      case TEXT -> value.length() <= maxLength && BoundedMatch.matches(pattern, value);
    };
  }

  private static boolean isDate(String value) {
    try {
      return LocalDate.parse(value).toString().equals(value) && value.length() == 10;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
