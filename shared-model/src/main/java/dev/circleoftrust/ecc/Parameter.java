package dev.circleoftrust.ecc;

import dev.circleoftrust.xml.XmlText;

/**
 * A named value in a payload.
 *
 * @param name 1 to 100 ASCII letters, digits and {@code _ - . :}, so that no two names look alike
 * @param value at most {@link #MAX_VALUE_LENGTH} UTF-16 units that XML can carry
 */
public record Parameter(String name, String value) {
  /** The most UTF-16 units that a value may have: as many as a payload. */
  public static final int MAX_VALUE_LENGTH = 1 << 20;

  private static final int MAX_NAME_LENGTH = 100;

  public Parameter {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !isPlain(name)) {
      throw new IllegalArgumentException("a parameter name that is not plain ASCII");
    }
    if (value.length() > MAX_VALUE_LENGTH || !XmlText.canCarry(value)) {
      throw new IllegalArgumentException("a parameter value that no payload can carry");
    }
  }

  private static boolean isPlain(String name) {
    boolean plain = true;
    for (int i = 0; plain && i < name.length(); i++) {
      plain = isNameChar(name.charAt(i));
    }
    return plain;
  }

  private static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-.:".indexOf(c) >= 0;
  }

  /** The name only: a value may be a secret. */
  @Override
  public String toString() {
    return "Parameter[" + name + "]";
  }
}
