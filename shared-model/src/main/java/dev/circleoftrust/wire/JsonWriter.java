package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Writes JSON without white space, of which the same calls always give the same bytes: those that
 * {@link StrictJson#encode} gives for the same document. Not for use by several threads.
 */
public final class JsonWriter {
  private static final int FIRST_SIZE = 512;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

  /** The most bytes that one UTF-16 unit is written as: an escape with four digits. */
  private static final int MAX_UNIT = 6;

  private byte[] out = new byte[FIRST_SIZE];
  private int size;

  /** Writes marks, such as brackets and names of fields. They are ASCII and stand as they are. */
  public JsonWriter marks(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      out[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Writes one mark, such as a comma. */
  public JsonWriter mark(char ascii) {
    reserve(1);
    out[size++] = (byte) ascii;
    return this;
  }

  /** Writes a text between quotation marks; a lone surrogate is an IllegalArgumentException. */
  public JsonWriter text(String text) {
    reserve(text.length() + 2);
    out[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (size + MAX_UNIT >= out.length) {
        reserve(text.length() - i + MAX_UNIT + 1);
      }
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        out[size++] = (byte) c;
      } else if (c < 0x80) {
        escape(c);
      } else {
        int character = text.codePointAt(i);
        raw(character);
        i += Character.charCount(character) - 1;
      }
    }
    out[size++] = '"';
    return this;
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** What was written. */
  public Bytes toBytes() {
    return Bytes.owned(Arrays.copyOf(out, size));
  }

  private void escape(char c) {
    out[size++] = '\\';
    switch (c) {
      case '"', '\\' -> out[size++] = (byte) c;
      case '\b' -> out[size++] = 'b';
      case '\t' -> out[size++] = 't';
      case '\n' -> out[size++] = 'n';
      case '\f' -> out[size++] = 'f';
      case '\r' -> out[size++] = 'r';
      default -> {
        out[size++] = 'u';
        out[size++] = '0';
        out[size++] = '0';
        out[size++] = HEX[c >> 4];
        out[size++] = HEX[c & 0xf];
      }
    }
  }

  private void raw(int character) {
    byte[] encoded = Bytes.ofUtf8(Character.toString(character)).array();
    System.arraycopy(encoded, 0, out, size, encoded.length);
    size += encoded.length;
  }

  private void reserve(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
    }
  }
}
