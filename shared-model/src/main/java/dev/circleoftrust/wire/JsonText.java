package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One text in JSON (RFC 8259, section 7) in which something is escaped. */
final class JsonText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final int HEX_DIGITS = 4;

  private final byte[] json;
  private int at;

  /** What was read, in UTF-8: never longer than it was written, with room for eight bytes more. */
  private final byte[] out;

  private int size;
  private boolean plain = true;

  /**
   * @param from where the text begins, after its quotation mark
   * @param plainEnd where its first bytes end that stand for themselves
   */
  JsonText(byte[] json, int from, int plainEnd) {
    this.json = json;
    this.at = plainEnd;
    this.out = new byte[json.length - from + Long.BYTES];
    this.size = plainEnd - from;
    System.arraycopy(json, from, out, 0, size);
  }

  /** The first byte from {@code from} on that is a quotation mark, an escape or a control. */
  static int plainEnd(byte[] json, int from) {
    int at = from;
    while (at + Long.BYTES <= json.length) {
      int plain = plainOf((long) EIGHT.get(json, at));
      at += plain;
      if (plain < Long.BYTES) {
        return at;
      }
    }
    while (at < json.length && isPlain(json[at])) {
      at++;
    }
    return at;
  }

  /** How many of eight bytes precede the first that is not plain; the lowest byte comes first. */
  private static int plainOf(long eight) {
    long quotes = eight ^ (ONES * '"');
    long escapes = eight ^ (ONES * '\\');
    // A borrow may mark a byte too many, but only after the first that is marked rightly.
    long found =
        ((quotes - ONES) & ~quotes)
            | ((escapes - ONES) & ~escapes)
            | ((eight - ONES * ' ') & ~eight);
    return Long.numberOfTrailingZeros(found & HIGH_BITS) / Byte.SIZE;
  }

  private static boolean isPlain(byte one) {
    return one != '"' && one != '\\' && (one >= ' ' || one < 0);
  }

  static MalformedException malformed(int at) {
    return new MalformedException("not strict JSON at byte " + at);
  }

  /** Reads to the end, and returns where that is, after the quotation mark. */
  int read() throws MalformedException {
    while (at < json.length) {
      copyPlain();
      if (at == json.length) {
        break;
      }
      byte next = json[at++];
      if (next == '"') {
        return at;
      } else if (next != '\\') {
        throw malformed(at);
      }
      readEscape();
    }
    throw malformed(at);
  }

  /** Copies eight bytes at once, of which only those count that are plain. */
  private void copyPlain() {
    while (at + Long.BYTES <= json.length) {
      long eight = (long) EIGHT.get(json, at);
      EIGHT.set(out, size, eight);
      int plain = plainOf(eight);
      at += plain;
      size += plain;
      if (plain < Long.BYTES) {
        return;
      }
    }
    while (at < json.length && isPlain(json[at])) {
      out[size++] = json[at++];
    }
  }

  String text() {
    return new String(out, 0, size, UTF_8);
  }

  /** Whether every escape stood for ASCII, and for no control but tab, line feed and return. */
  boolean isPlain() {
    return plain;
  }

  private void readEscape() throws MalformedException {
    if (at == json.length) {
      throw malformed(at);
    }
    byte escaped = json[at++];
    switch (escaped) {
      case '"', '\\', '/' -> out[size++] = escaped;
      case 'n' -> out[size++] = '\n';
      case 'r' -> out[size++] = '\r';
      case 't' -> out[size++] = '\t';
      case 'b' -> control('\b');
      case 'f' -> control('\f');
      case 'u' -> unicode();
      default -> throw malformed(at);
    }
  }

  private void control(char control) {
    plain = false;
    out[size++] = (byte) control;
  }

  private void unicode() throws MalformedException {
    plain = false;
    char unit = unit();
    int character = unit;
    if (Character.isHighSurrogate(unit)) {
      if (at + 1 >= json.length || json[at] != '\\' || json[at + 1] != 'u') {
        throw malformed(at);
      }
      at += 2;
      char low = unit();
      if (!Character.isLowSurrogate(low)) {
        throw malformed(at);
      }
      character = Character.toCodePoint(unit, low);
    } else if (Character.isLowSurrogate(unit)) {
      throw malformed(at);
    }
    byte[] encoded = Character.toString(character).getBytes(UTF_8);
    System.arraycopy(encoded, 0, out, size, encoded.length);
    size += encoded.length;
  }

  private char unit() throws MalformedException {
    if (json.length - at < HEX_DIGITS) {
      throw malformed(at);
    }
    int unit = 0;
    for (int end = at + HEX_DIGITS; at < end; at++) {
      int digit = Character.digit(json[at], 16); // of ASCII alone, since it is one byte
      if (digit < 0) {
        throw malformed(at);
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
