package dev.circleoftrust.ecc;

import dev.circleoftrust.xml.XmlText;
import java.util.regex.Pattern;

/**
 * One text that a probe brought: the element {@code <NAME>VALUE</NAME>}, such as {@code <stdout>}.
 *
 * @param name 1 to 40 of {@code a-z 0-9 _}, beginning with a letter; not {@code row}, which is what
 *     a query gives
 * @param value at most {@link #MAX_LENGTH} UTF-16 units that XML can carry
 */
public record ResultText(String name, String value) {
  /** The most UTF-16 units that a text may have: as many as a payload. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final Pattern NAME = Pattern.compile("(?!row$)[a-z][a-z0-9_]{0,39}");

  public ResultText {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a text's name");
    }
    if (value.length() > MAX_LENGTH || !isCarried(value)) {
      throw new IllegalArgumentException("a text that no payload can carry");
    }
  }

  static boolean isCarried(String text) {
    return XmlText.canCarry(text);
  }

  /** The name only. */
  @Override
  public String toString() {
    return "ResultText[" + name + "]";
  }
}
