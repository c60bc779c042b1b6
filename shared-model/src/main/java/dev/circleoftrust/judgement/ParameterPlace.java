package dev.circleoftrust.judgement;

import dev.circleoftrust.code.RestMessage;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;

/** Where in the code of a record a value goes: a closed set, one kind for each type of code. */
public sealed interface ParameterPlace {
  /** The most places that are counted. */
  int MAX_NUMBER = 32;

  /**
   * A {@code ?} of an SQL statement, to which the value is bound.
   *
   * @param number which, from 1
   */
  record Mark(int number) implements ParameterPlace {}

  /**
   * One whole argument of a command, after the fixed ones.
   *
   * @param number which, from 1
   */
  record Argument(int number) implements ParameterPlace {}

  /**
   * A place of a REST message.
   *
   * @param place what of the message it is; the record says where
   */
  record Message(RestMessage.Place place) implements ParameterPlace {}

  /** A variable of a script, which holds the value as text. */
  record Variable() implements ParameterPlace {}

  /** Reads the field {@code place} of a declaration in a record of {@code type}. */
  static ParameterPlace read(CodeType type, JsonFields declaration) throws MalformedException {
    return switch (type) {
      case DATA_SOURCE -> new Mark(declaration.integer("place", 1, MAX_NUMBER));
      case COMMAND -> new Argument(declaration.integer("place", 1, MAX_NUMBER));
      case REST_MESSAGE -> new Message(message(declaration.text("place")));
      case SCRIPT -> variable(declaration.text("place"));
    };
  }

  private static RestMessage.Place message(String word) throws MalformedException {
    return switch (word) {
      case "path" -> RestMessage.Place.PATH;
      case "query" -> RestMessage.Place.QUERY;
      case "body" -> RestMessage.Place.BODY;
      default -> throw new MalformedException("a place that is none of path, query, body");
    };
  }

  private static ParameterPlace variable(String word) throws MalformedException {
    if (!word.equals("variable")) {
      throw new MalformedException("a place that is no variable");
    }
    return new Variable();
  }

  /** The number of a place that is counted; 0 for one that the record names. */
  default int number() {
    return switch (this) {
      case Mark(var number) -> number;
      case Argument(var number) -> number;
      case Message _, Variable _ -> 0;
    };
  }

  /** True where {@code value}, which is of its declared type, is one value here and no more. */
  default boolean takes(String value) {
    return switch (this) {
      case Mark _, Variable _ -> true;
      case Argument _ -> !value.startsWith("-"); // else it would be an option
      case Message(var place) -> place.takes(value);
    };
  }
}
