package dev.circleoftrust.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable byte string. What is verified and what is used are the same array, so no holder of a
 * {@code Bytes} can change it. Immutable and safe for any number of threads.
 *
 * <p>{@link #toString()} names the size only: a log line never holds a payload by accident.
 */
public final class Bytes implements Comparable<Bytes> {
  private static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** The byte string of no bytes. */
  public static Bytes empty() {
    return EMPTY;
  }

  /** A copy of {@code value}. */
  public static Bytes copyOf(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /**
   * Takes over {@code value} without a copy.
   *
   * @param value an array that nobody else holds or will hold, such as one that a Kafka client has
   *     just made for its caller: whoever changed it afterwards would change what was verified
   */
  public static Bytes owned(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value);
  }

  /** The UTF-8 encoding of {@code text}, which must not hold a lone surrogate. */
  public static Bytes ofUtf8(String text) {
    if (hasLoneSurrogate(text)) {
      throw new IllegalArgumentException("text holds a lone surrogate");
    }
    return owned(text.getBytes(UTF_8));
  }

  /**
   * Decodes lower-case hexadecimal.
   *
   * @throws MalformedException if {@code hex} is anything else; upper case is refused, so that one
   *     value has one spelling
   */
  public static Bytes fromHex(String hex) throws MalformedException {
    boolean lower = hex.length() % 2 == 0;
    for (int i = 0; lower && i < hex.length(); i++) {
      lower = isLowerHexDigit(hex.charAt(i));
    }
    if (!lower) {
      throw new MalformedException("not lower-case hexadecimal");
    }
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /**
   * Decodes canonical base64 (RFC 4648, section 4): the standard alphabet, padded, no white space,
   * unused bits zero (section 3.5), so that one value has one spelling.
   */
  public static Bytes fromBase64(String text) throws MalformedException {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
        throw new MalformedException("not canonical base64");
      }
      return new Bytes(decoded);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("not base64");
    }
  }

  /** The parts, one after another. */
  public static Bytes concat(Bytes... parts) {
    var out = new ByteArrayOutputStream();
    for (Bytes part : parts) {
      out.writeBytes(part.value);
    }
    return new Bytes(out.toByteArray());
  }

  /** The number of bytes. */
  public int size() {
    return value.length;
  }

  /** True where there are no bytes. */
  public boolean isEmpty() {
    return value.length == 0;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return value[index] & 0xff;
  }

  /** The four bytes from {@code index} on, big endian. */
  public int intAt(int index) {
    return (int) INT.get(value, index);
  }

  /** The eight bytes from {@code index} on, big endian. */
  public long longAt(int index) {
    return (long) LONG.get(value, index);
  }

  /** Writes {@code size} of these bytes, from {@code from} on, to {@code out}. */
  public void copyTo(byte[] out, int at, int from, int size) {
    System.arraycopy(value, from, out, at, size);
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, value.length);
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return value.clone();
  }

  /** A read-only view, positioned at the first byte. */
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** Lower-case hexadecimal. */
  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  /** Canonical base64 (RFC 4648, section 4). */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /**
   * The text that these bytes encode.
   *
   * @throws MalformedException if they are not well-formed UTF-8; nothing is replaced
   */
  public String toUtf8() throws MalformedException {
    if (isAscii()) {
      return new String(value, ISO_8859_1);
    }
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(value))
          .toString();
    } catch (CharacterCodingException _) {
      throw new MalformedException("not well-formed UTF-8");
    }
  }

  /**
   * Whether these are the bytes of {@code other}; sooner done the sooner they differ. For what is
   * no secret.
   */
  public boolean sameAs(Bytes other) {
    return Arrays.equals(value, other.value);
  }

  /**
   * Whether {@code size} of these bytes, from {@code from} on, are those of {@code other} from
   * {@code at} on; sooner done the sooner they differ. For what is no secret.
   */
  public boolean sameAs(byte[] other, int at, int from, int size) {
    return Arrays.equals(value, from, from + size, other, at, at + size);
  }

  /** Whether every byte is below 128. */
  boolean isAscii() {
    int at = 0;
    while (at + Long.BYTES <= value.length && ((long) LONG.get(value, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < value.length && value[at] >= 0) {
      at++;
    }
    return at == value.length;
  }

  /** The array itself: for those here who only read it. */
  byte[] array() {
    return value;
  }

  /** Feeds the bytes to {@code digest} without a copy. */
  void update(MessageDigest digest) {
    digest.update(value);
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static boolean isLowerHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** Equal where the bytes are; takes the same time wherever they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(value, that.value);
  }

  /** By their bytes from the first on, each from 0 to 255; takes the longer the more agree. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Bytes[" + value.length + "]";
  }
}
