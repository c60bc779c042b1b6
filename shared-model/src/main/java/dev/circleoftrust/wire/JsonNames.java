package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/** The names that the fields of an object may have, in the order in which they are written. */
public final class JsonNames {
  private final List<String> names;
  private final byte[][] bytes;

  private JsonNames(List<String> names) {
    this.names = List.copyOf(names);
    this.bytes = this.names.stream().map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);
  }

  /**
   * The names {@code names}.
   *
   * @param names ASCII without quotation marks and backslashes
   */
  public static JsonNames of(List<String> names) {
    return new JsonNames(names);
  }

  /** Which name {@code name} is; negative for none. */
  int indexOf(String name) {
    return names.indexOf(name);
  }

  /**
   * Which name stands at {@code at} between quotation marks; negative for none.
   *
   * @param first where to begin to look
   */
  int at(byte[] json, int at, int first) {
    int index = first;
    for (int i = 0; i < bytes.length; i++, index++) {
      if (index >= bytes.length) {
        index = 0;
      }
      byte[] name = bytes[index];
      int end = at + 1 + name.length;
      if (end < json.length
          && json[end] == '"'
          && json[at] == '"'
          && Arrays.equals(json, at + 1, end, name, 0, name.length)) {
        return index;
      }
    }
    return -1;
  }

  /** The number of bytes of a name. */
  int size(int index) {
    return bytes[index].length;
  }
}
