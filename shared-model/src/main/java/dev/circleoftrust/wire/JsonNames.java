package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** The names that the fields of an object may have, in the order in which they are written. */
public final class JsonNames {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<String> names;

  /** Each name with the quotation mark after it. */
  private final byte[][] quoted;

  /** The first eight bytes of each, and which bits of them there are. */
  private final long[] begins;

  private final long[] masks;

  private JsonNames(List<String> names) {
    this.names = List.copyOf(names);
    this.quoted =
        this.names.stream().map(name -> (name + '"').getBytes(US_ASCII)).toArray(byte[][]::new);
    this.begins = new long[quoted.length];
    this.masks = new long[quoted.length];
    for (int i = 0; i < quoted.length; i++) {
      begins[i] = (long) EIGHT.get(Arrays.copyOf(quoted[i], Long.BYTES), 0);
      int bits = Math.min(quoted[i].length, Long.BYTES) * Byte.SIZE;
      masks[i] = -1L >>> (Long.SIZE - bits);
    }
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
   * Which name stands at {@code at}, before a quotation mark; negative for none, and for one so
   * near to the end that no document can end there.
   *
   * @param first where to begin to look
   */
  int at(byte[] json, int at, int first) {
    if (at + Long.BYTES > json.length) {
      return -1;
    }
    long begin = (long) EIGHT.get(json, at);
    int index = first;
    for (int i = 0; i < quoted.length; i++, index++) {
      if (index >= quoted.length) {
        index = 0;
      }
      if (((begin ^ begins[index]) & masks[index]) == 0 && hasRest(json, at, quoted[index])) {
        return index;
      }
    }
    return -1;
  }

  /** The number of bytes of a name. */
  int size(int index) {
    return quoted[index].length - 1;
  }

  private static boolean hasRest(byte[] json, int at, byte[] name) {
    return name.length <= Long.BYTES
        || (at + name.length <= json.length
            && Arrays.equals(
                json, at + Long.BYTES, at + name.length, name, Long.BYTES, name.length));
  }
}
