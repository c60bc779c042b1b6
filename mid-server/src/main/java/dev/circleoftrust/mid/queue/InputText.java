package dev.circleoftrust.mid.queue;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The UTF-8 of an input's JSON as it is written: the same bytes that {@link
 * dev.circleoftrust.ecc.InboundMessage} gives, without a tree, a text or a copy between. What it is
 * given is carried by XML: it came out of a record that was parsed. For one thread.
 */
final class InputText {
  private static final int MAX_ESCAPED = 6; // bytes of one UTF-16 unit: "&quot;"
  private static final int ID_DIGITS = 16;

  private byte[] bytes = new byte[4096];
  private int size;

  /** Begins anew. */
  InputText clear() {
    size = 0;
    return this;
  }

  /** What was written. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Bytes as they are. */
  InputText raw(byte[] plain) {
    reserve(plain.length);
    System.arraycopy(plain, 0, bytes, size, plain.length);
    size += plain.length;
    return this;
  }

  /** ASCII that needs no escape. */
  @SuppressWarnings("deprecation") // the low bytes of ASCII are the ASCII, and nothing is faster
  InputText raw(String ascii) {
    reserve(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, size);
    size += ascii.length();
    return this;
  }

  /** 16 digits. */
  InputText hex(long value) {
    reserve(ID_DIGITS);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      bytes[size++] = (byte) HexFormat.of().toLowHexDigit((int) (value >>> shift) & 0xf);
    }
    return this;
  }

  /** A text within a JSON string. */
  InputText json(String text, int from, int to) {
    reserve(MAX_ESCAPED * (to - from));
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[size++] = (byte) c;
      } else {
        i += jsonSpecial(text, i);
      }
    }
    return this;
  }

  /** A text within a JSON string. */
  InputText json(String text) {
    return json(text, 0, text.length());
  }

  /** The value of an attribute of XML within a JSON string. */
  InputText attribute(String text) {
    reserve(MAX_ESCAPED * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> raw("&amp;");
        case '<' -> raw("&lt;");
        case '>' -> raw("&gt;");
        case '"' -> raw("&quot;");
        case '\t' -> raw("&#9;");
        case '\n' -> raw("&#10;");
        case '\r' -> raw("&#13;");
        default -> {
          if (c < 0x80 && c != '\\') {
            bytes[size++] = (byte) c;
          } else {
            i += jsonSpecial(text, i);
          }
        }
      }
    }
    return this;
  }

  /** Writes what is not plain at {@code i}; returns how many further units of it there were. */
  private int jsonSpecial(String text, int i) {
    char c = text.charAt(i);
    switch (c) {
      case '"' -> raw("\\\"");
      case '\\' -> raw("\\\\");
      case '\t' -> raw("\\t");
      case '\n' -> raw("\\n");
      case '\r' -> raw("\\r");
      default -> {
        return utf8(text.codePointAt(i));
      }
    }
    return 0;
  }

  private int utf8(int point) {
    if (point < 0x80) {
      bytes[size++] = (byte) point;
    } else if (point < 0x800) {
      bytes[size++] = (byte) (0xc0 | point >> 6);
      continuation(point);
    } else if (point < 0x10000) {
      bytes[size++] = (byte) (0xe0 | point >> 12);
      continuation(point >> 6);
      continuation(point);
    } else {
      bytes[size++] = (byte) (0xf0 | point >> 18);
      continuation(point >> 12);
      continuation(point >> 6);
      continuation(point);
      return 1;
    }
    return 0;
  }

  private void continuation(int point) {
    bytes[size++] = (byte) (0x80 | (point & 0x3f));
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
