package dev.circleoftrust.mid.queue;

/**
 * Finds the parameters of a row's payload as they stand there, so that what is told back need be
 * neither read nor written anew: where a payload has the one spelling that {@link
 * dev.circleoftrust.ecc.EccPayload#encode} gives. Any other is for a parser.
 */
final class ToldParameters {
  private static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><parameters>";
  private static final String END = "</parameters>";
  private static final String NAME = "<parameter name=\"";
  private static final String VALUE = "\" value=\"";
  private static final String CLOSE = "\"/>";
  private static final String[] ESCAPES = {
    "&amp;", "&lt;", "&gt;", "&quot;", "&#9;", "&#10;", "&#13;"
  };
  private static final int MAX_NAME_LENGTH = 100;

  /** Where the first of them begins. */
  static final int FROM = START.length();

  private ToldParameters() {}

  /**
   * Where the last of them ends in {@code payload}, which XML can carry; -1 where it has another
   * spelling, or none of them.
   */
  static int end(String payload) {
    int end = payload.length() - END.length();
    if (end <= FROM || !payload.startsWith(START) || !payload.endsWith(END)) {
      return -1;
    }
    int at = FROM;
    while (at >= 0 && at < end) {
      at = parameter(payload, at);
    }
    return at == end ? end : -1;
  }

  private static int parameter(String payload, int from) {
    if (!payload.startsWith(NAME, from)) {
      return -1;
    }
    int at = name(payload, from + NAME.length());
    if (at < 0 || !payload.startsWith(VALUE, at)) {
      return -1;
    }
    at = value(payload, at + VALUE.length());
    return at >= 0 && payload.startsWith(CLOSE, at) ? at + CLOSE.length() : -1;
  }

  private static int name(String payload, int from) {
    int at = from;
    while (at < payload.length() && isNameChar(payload.charAt(at))) {
      at++;
    }
    return at == from || at - from > MAX_NAME_LENGTH ? -1 : at;
  }

  private static int value(String payload, int from) {
    int at = from;
    while (at < payload.length()) {
      char c = payload.charAt(at);
      if (c == '"') {
        return at;
      }
      if (c < ' ' || c == '<' || c == '>') {
        return -1;
      }
      int length = c == '&' ? escape(payload, at) : 1;
      if (length == 0) {
        return -1;
      }
      at += length;
    }
    return -1;
  }

  private static int escape(String payload, int at) {
    for (String escape : ESCAPES) {
      if (payload.startsWith(escape, at)) {
        return escape.length();
      }
    }
    return 0;
  }

  private static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == ':';
  }
}
