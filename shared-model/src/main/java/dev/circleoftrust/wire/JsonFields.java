package dev.circleoftrust.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of a JSON object that has a closed schema: each is asked for by name and type,
 * and {@link #end()} refuses any that nobody asked for. Not for use by several threads.
 */
public final class JsonFields {
  private static final int MAX_TIME_LENGTH = "2026-11-21T08:00:00.120Z".length();

  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();

  private JsonFields(ObjectNode object) {
    this.object = object;
  }

  /** The fields of {@code object}. */
  public static JsonFields of(ObjectNode object) {
    return new JsonFields(object);
  }

  /** A required string. */
  public String text(String name) throws MalformedException {
    JsonNode node = required(name);
    if (!node.isTextual()) {
      throw new MalformedException(name + " is not a string");
    }
    return node.textValue();
  }

  /** A required integer from {@code min} to {@code max}. */
  public int integer(String name, int min, int max) throws MalformedException {
    JsonNode node = required(name);
    if (!node.isInt() || node.intValue() < min || node.intValue() > max) {
      throw new MalformedException("%s is not an integer from %d to %d".formatted(name, min, max));
    }
    return node.intValue();
  }

  /**
   * A required time: RFC 3339 in UTC, of a year of four digits and at most milliseconds, in the one
   * spelling that {@link Instant#toString()} has.
   */
  public Instant instant(String name) throws MalformedException {
    String text = text(name);
    try {
      Instant instant = Instant.parse(text);
      if (!instant.toString().equals(text) || !isPlain(text)) {
        throw new MalformedException(name + " is not in its canonical form");
      }
      return instant;
    } catch (DateTimeException _) {
      throw new MalformedException(name + " is not a time");
    }
  }

  /** A required SHA-256 digest in hexadecimal. */
  public Digest digest(String name) throws MalformedException {
    return Digest.fromHex(text(name));
  }

  /** Required bytes in canonical base64. */
  public Bytes base64(String name) throws MalformedException {
    return Bytes.fromBase64(text(name));
  }

  /** Bytes in canonical base64 that may be absent. */
  public Optional<Bytes> optionalBase64(String name) throws MalformedException {
    return object.has(name) ? Optional.of(base64(name)) : Optional.empty();
  }

  /** A required object. */
  public JsonFields object(String name) throws MalformedException {
    return asObject(required(name), name);
  }

  /** An object that may be absent. */
  public Optional<JsonFields> optionalObject(String name) throws MalformedException {
    return object.has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** A required list of at most {@code max} objects. */
  public List<JsonFields> objects(String name, int max) throws MalformedException {
    var objects = new ArrayList<JsonFields>();
    for (JsonNode element : list(name, max)) {
      objects.add(asObject(element, name));
    }
    return objects;
  }

  /** A required list of at most {@code max} strings. */
  public List<String> texts(String name, int max) throws MalformedException {
    var texts = new ArrayList<String>();
    for (JsonNode element : list(name, max)) {
      if (!element.isTextual()) {
        throw new MalformedException(name + " holds something other than strings");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** A required object of at most {@code max} strings, under names of its own, in their order. */
  public Map<String, String> textByName(String name, int max) throws MalformedException {
    ObjectNode node = object(name).object;
    if (node.size() > max) {
      throw new MalformedException("%s holds more than %d fields".formatted(name, max));
    }
    var texts = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw new MalformedException(name + " holds something other than strings");
      }
      texts.put(field.getKey(), field.getValue().textValue());
    }
    return texts;
  }

  /** Whether the object has the field {@code name}. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** Ends the reading: a field that nobody asked for is a rejection. */
  public void end() throws MalformedException {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      if (!read.contains(names.next())) {
        throw new MalformedException("a field that is not in the schema");
      }
    }
  }

  /** Years beyond four digits bear a sign; below milliseconds it is longer. */
  private static boolean isPlain(String time) {
    return time.length() <= MAX_TIME_LENGTH && time.charAt(0) != '+' && time.charAt(0) != '-';
  }

  private JsonNode list(String name, int max) throws MalformedException {
    JsonNode node = required(name);
    if (!node.isArray() || node.size() > max) {
      throw new MalformedException("%s is not a list of at most %d".formatted(name, max));
    }
    return node;
  }

  private static JsonFields asObject(JsonNode node, String name) throws MalformedException {
    if (node instanceof ObjectNode object) {
      return new JsonFields(object);
    }
    throw new MalformedException(name + " is not an object");
  }

  private JsonNode required(String name) throws MalformedException {
    read.add(name);
    JsonNode node = object.get(name);
    if (node == null) {
      throw new MalformedException(name + " is missing");
    }
    return node;
  }
}
