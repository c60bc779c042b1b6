package dev.circleoftrust.code;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The fixed headers of a REST message: a JSON object of strings, or empty. */
final class Headers {
  private static final int MAX_SIZE = 16 << 10;
  private static final int MAX_HEADERS = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]{0,4000}");

  /** Of the connection, or of the credential that the MID Server's host keeps. */
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  static Map<String, String> parse(String field) throws MalformedException {
    var headers = new LinkedHashMap<String, String>();
    if (field.isEmpty()) {
      return headers;
    }
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> header :
        StrictJson.parse(Bytes.ofUtf8(field), MAX_SIZE).properties()) {
      String name = header.getKey();
      JsonNode value = header.getValue();
      if (!NAME.matcher(name).matches()
          || RESERVED.contains(Ascii.lower(name))
          || !value.isTextual()
          || !VALUE.matcher(value.textValue()).matches()
          || value.textValue().contains("${")) {
        throw new MalformedException(
            "headers has one that cannot be signed: of the connection, a credential, or not plain");
      }
      if (!names.add(name) || names.size() > MAX_HEADERS) {
        throw new MalformedException("headers has one twice, or more than " + MAX_HEADERS);
      }
      headers.put(name, value.textValue());
    }
    return headers;
  }
}
