package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Walks forward through one JSON document (RFC 8259) that holds objects, lists and texts and
 * nothing else. As strict as {@link StrictJson}: well-formed UTF-8 without a byte order mark, no
 * control character that is not escaped, no lone surrogate, nothing after the value. Whoever walks
 * says what may stand where, so that there is no depth that he did not ask for, and refuses a name
 * that stands twice. Not for use by several threads.
 */
public final class JsonCursor {
  private final byte[] json;
  private final boolean ascii;
  private int at;

  /** True where an object or a list was entered and nothing of it was read. */
  private boolean entered;

  /** Which of the names is expected next: writers write them in one order. */
  private int expected;

  private boolean plain;

  private JsonCursor(byte[] json, boolean ascii) {
    this.json = json;
    this.ascii = ascii;
  }

  /**
   * A cursor before the document.
   *
   * @param maxSize the most bytes that {@code json} may have; looked at before anything is read
   */
  public static JsonCursor open(Bytes json, int maxSize) throws MalformedException {
    if (json.size() > maxSize) {
      throw new MalformedException(
          "%d bytes of JSON, %d are allowed".formatted(json.size(), maxSize));
    }
    boolean ascii = json.isAscii();
    if (!ascii && json.toUtf8().startsWith("\uFEFF")) {
      throw new MalformedException("JSON begins with a byte order mark");
    }
    return new JsonCursor(json.array(), ascii);
  }

  /** Enters an object. */
  public void object() throws MalformedException {
    take('{');
    entered = true;
    expected = 0;
  }

  /** Whether the object that was entered last has a further field; if not, leaves it. */
  public boolean hasField() throws MalformedException {
    return hasMore('}');
  }

  /** Enters a list. */
  public void list() throws MalformedException {
    take('[');
    entered = true;
  }

  /** Whether the list that was entered last has a further element; if not, leaves it. */
  public boolean hasElement() throws MalformedException {
    return hasMore(']');
  }

  /**
   * Reads the name of a field.
   *
   * @return which of {@code names} it is; any other is refused
   */
  public int field(JsonNames names) throws MalformedException {
    take('"');
    int known = names.at(json, at, expected);
    if (known < 0) { // unknown, or spelled with escapes, or at the end
      known = names.indexOf(rest());
    } else {
      at += names.size(known) + 1;
    }
    if (known < 0) {
      throw new MalformedException("a field that is not in the schema");
    }
    take(':');
    expected = known + 1;
    return known;
  }

  /** Reads the name of a field, whatever it is. */
  public String name() throws MalformedException {
    String name = text();
    take(':');
    return name;
  }

  /** Reads a text. */
  public String text() throws MalformedException {
    take('"');
    return rest();
  }

  /** Reads a text after its first quotation mark. */
  private String rest() throws MalformedException {
    int from = at;
    at = JsonText.plainEnd(json, from);
    if (at < json.length && json[at] == '"') {
      plain = ascii;
      return new String(json, from, at++ - from, ascii ? ISO_8859_1 : UTF_8);
    }
    var escaped = new JsonText(json, from, at);
    at = escaped.read();
    plain = ascii && escaped.isPlain();
    return escaped.text();
  }

  /**
   * Whether the text that was read last is known to be ASCII without control characters other than
   * tab, line feed and carriage return.
   */
  public boolean wasPlain() {
    return plain;
  }

  /** Makes sure that nothing follows. */
  public void end() throws MalformedException {
    space();
    if (at < json.length) {
      throw JsonText.malformed(at);
    }
  }

  private boolean hasMore(char end) throws MalformedException {
    boolean first = entered;
    entered = false;
    space();
    if (at < json.length && json[at] == end) {
      at++;
      return false;
    }
    if (!first) {
      take(',');
    }
    return true;
  }

  private void take(char expectedNext) throws MalformedException {
    if (at < json.length && json[at] == expectedNext) {
      at++;
      return;
    }
    space();
    if (at >= json.length || json[at] != expectedNext) {
      throw JsonText.malformed(at);
    }
    at++;
  }

  private void space() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }
}
