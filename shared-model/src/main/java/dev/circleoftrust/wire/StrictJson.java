package dev.circleoftrust.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) with no room for two readers to differ: well-formed UTF-8 without a byte order
 * mark, no repeated name, nothing after the value, bounded depth, numbers and strings.
 */
public final class StrictJson {
  /** Levels of nesting that a document may have. */
  public static final int MAX_DEPTH = 12;

  private static final int MAX_NUMBER_LENGTH = 20;
  private static final int MAX_NAME_LENGTH = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** An empty object to be filled in the order in which it is to be written. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The bytes of {@code node}: no white space, fields in their order. */
  public static Bytes encode(JsonNode node) {
    try {
      return Bytes.ofUtf8(JSON.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes is always writable", e);
    }
  }

  /**
   * Reads one JSON object.
   *
   * @param maxSize the most bytes that {@code json} may have; looked at before anything is read
   * @throws MalformedException if it is anything else
   */
  public static ObjectNode parse(Bytes json, int maxSize) throws MalformedException {
    if (json.size() > maxSize) {
      throw new MalformedException(
          "%d bytes of JSON, %d are allowed".formatted(json.size(), maxSize));
    }
    // Refuses overlong forms, surrogates and UTF-16, which the parser itself may not.
    String text = json.toUtf8();
    if (text.startsWith("\uFEFF")) {
      throw new MalformedException("JSON begins with a byte order mark");
    }
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedException("not a JSON object");
    } catch (JsonProcessingException e) {
      throw new MalformedException("not strict JSON" + where(e));
    }
  }

  /** Line and column alone, as far as they are known: the parser's own message may quote input. */
  private static String where(JsonProcessingException e) {
    @Nullable JsonLocation location = e.getLocation(); // a limit that is passed has none
    return location == null
        ? ", or above a limit"
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
