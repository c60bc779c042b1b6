package dev.circleoftrust.production.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashSet;
import java.util.Set;

/** The fields of a request that are numbers, each of which may be left out: it is 0 then. */
final class NumberFields {
  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  NumberFields(ObjectNode object) {
    this.object = object;
  }

  /** A whole number from 0 to {@code max}. */
  long whole(String name, long max) throws MalformedException {
    read.add(name);
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return 0;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < 0
        || node.longValue() > max) {
      throw new MalformedException("%s is not a whole number from 0 to %d".formatted(name, max));
    }
    return node.longValue();
  }

  /** A number from 0 to {@code max}. */
  double fraction(String name, double max) throws MalformedException {
    read.add(name);
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return 0;
    }
    if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= max)) {
      throw new MalformedException("%s is not a number from 0 to %s".formatted(name, max));
    }
    return node.doubleValue();
  }

  /** A field of another kind, which somebody else reads. */
  JsonNode other(String name) {
    read.add(name);
    return object.path(name);
  }

  /** Refuses a field that nobody asked for. */
  void end() throws MalformedException {
    for (var field : object.properties()) {
      if (!read.contains(field.getKey())) {
        throw new MalformedException("a field that is not known");
      }
    }
  }
}
