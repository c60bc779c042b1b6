package dev.circleoftrust.record;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;

/**
 * The identity of a record: 32 lower-case hexadecimal digits.
 *
 * @param value the digits
 */
public record SysId(String value) implements Comparable<SysId> {
  /** The number of bytes that the digits stand for. */
  public static final int SIZE = 16;

  public SysId {
    if (!isSysId(value)) {
      throw new IllegalArgumentException("a sys_id is 32 lower-case hexadecimal digits");
    }
  }

  /** Reads a sys_id that came from outside. */
  public static SysId parse(String text) throws MalformedException {
    try {
      return new SysId(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("a sys_id is 32 lower-case hexadecimal digits");
    }
  }

  /** The sys_id of 16 bytes: random ones, or the beginning of a digest that it is derived from. */
  public static SysId of(Bytes sixteen) {
    return new SysId(sixteen.toHex());
  }

  @Override
  public int compareTo(SysId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isSysId(String text) {
    boolean is = text.length() == 2 * SIZE;
    for (int i = 0; is && i < text.length(); i++) {
      char c = text.charAt(i);
      is = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return is;
  }
}
