package dev.circleoftrust.code;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.circleoftrust.code.RestMessage.Place;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a REST message: any text, or, where values have a place in it, a JSON object. Such
 * an object is cut at its places and never written anew, so the rest goes out as it was signed.
 */
final class JsonContent {
  private static final int MAX_SIZE = 256 << 10;
  private static final String OPENING = "${";
  private static final Pattern HOLE = Pattern.compile("\"\\$\\{([a-z][a-z0-9_]{0,39})}\"");

  private final String json;
  private final List<Piece> pieces = new ArrayList<>();
  private int done;

  private JsonContent(String json) {
    this.json = json;
  }

  static List<Piece> parse(String content) throws MalformedException {
    Bytes bytes = Bytes.ofUtf8(content);
    if (bytes.size() > MAX_SIZE) {
      throw new MalformedException("content of more than %d bytes".formatted(MAX_SIZE));
    }
    if (!content.contains(OPENING)) {
      return List.of(new Piece.Fixed(content));
    }
    var _ = StrictJson.parse(bytes, MAX_SIZE); // so that below each quotation mark has its meaning
    return new JsonContent(content).cut();
  }

  /** The value as one JSON string. */
  static String quoted(String value) {
    try {
      return StrictJson.encode(TextNode.valueOf(value)).toUtf8();
    } catch (MalformedException e) {
      throw new IllegalStateException("JSON is UTF-8", e);
    }
  }

  private List<Piece> cut() throws MalformedException {
    int at = json.indexOf('"');
    while (at >= 0) {
      int end = endOfString(at);
      String string = json.substring(at, end);
      if (string.contains(OPENING)) {
        Matcher hole = HOLE.matcher(string);
        if (!hole.matches() || isName(end)) {
          throw new MalformedException("content has ${...} that is not a whole JSON string");
        }
        pieces.add(new Piece.Fixed(json.substring(done, at)));
        pieces.add(new Piece.Hole(hole.group(1), Place.BODY));
        done = end;
      }
      at = json.indexOf('"', end);
    }
    pieces.add(new Piece.Fixed(json.substring(done)));
    return List.copyOf(pieces);
  }

  /** After the closing quotation mark of the string that begins at {@code start}. */
  private int endOfString(int start) {
    int at = start + 1;
    while (json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** True where a colon follows: the string before {@code at} is the name of a field. */
  private boolean isName(int at) {
    int next = at;
    while (" \t\r\n".indexOf(json.charAt(next)) >= 0) {
      next++;
    }
    return json.charAt(next) == ':';
  }
}
