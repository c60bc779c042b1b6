package dev.circleoftrust.code;

import dev.circleoftrust.code.RestMessage.Place;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a REST message (RFC 3986), with places for values in its path and its query.
 *
 * <pre>("http" / "https") "://" host [":" port] *("/" segment) ["?" pair *("&" pair)]</pre>
 *
 * <p>No user and no fragment; all of it ASCII.
 */
final class Endpoint {
  private static final int MAX_LENGTH = 2_000;
  private static final Pattern URL =
      Pattern.compile(
          "(https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])"
              + "(?::[0-9]{1,5})?)((?:/[^/?#]*)*)(\\?[^#]*)?");
  private static final String FIXED = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+";
  private static final Pattern PART = Pattern.compile(FIXED);
  private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z][a-z0-9_]{0,39})}");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Endpoint() {}

  static List<Piece> parse(String endpoint) throws MalformedException {
    Matcher url = URL.matcher(endpoint);
    if (endpoint.length() > MAX_LENGTH || !url.matches()) {
      throw new MalformedException("rest_endpoint is no http or https URL that may be signed");
    }
    var pieces = new ArrayList<Piece>();
    pieces.add(new Piece.Fixed(url.group(1)));
    String path = url.group(2);
    if (!path.isEmpty()) {
      for (String segment : path.substring(1).split("/", -1)) {
        pieces.add(new Piece.Fixed("/"));
        pieces.add(piece(segment, Place.PATH));
      }
    }
    if (url.group(3) != null) {
      String before = "?";
      for (String pair : url.group(3).substring(1).split("&", -1)) {
        pieces.add(new Piece.Fixed(before));
        addPair(pair, pieces);
        before = "&";
      }
    }
    return List.copyOf(pieces);
  }

  /** The value in UTF-8, of which only unreserved characters stay as they are. */
  static String percentEncoded(String value) {
    var text = new StringBuilder();
    for (byte b : Bytes.ofUtf8(value).toByteArray()) {
      if (isUnreserved(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }

  private static void addPair(String pair, List<Piece> pieces) throws MalformedException {
    int equals = pair.indexOf('=');
    if (equals > 0) {
      pieces.add(fixed(pair.substring(0, equals + 1)));
      pieces.add(piece(pair.substring(equals + 1), Place.QUERY));
    } else {
      pieces.add(fixed(pair));
    }
  }

  private static Piece piece(String text, Place place) throws MalformedException {
    Matcher hole = HOLE.matcher(text);
    return hole.matches() ? new Piece.Hole(hole.group(1), place) : fixed(text);
  }

  private static Piece fixed(String text) throws MalformedException {
    if (!PART.matcher(text).matches()) {
      throw new MalformedException(
          "rest_endpoint has a character that a URL cannot have, or ${...} that is not a whole"
              + " segment of the path or value of the query");
    }
    return new Piece.Fixed(text);
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || "-._~".indexOf(b) >= 0;
  }
}
