package dev.circleoftrust.statement;

import java.util.regex.Pattern;

/**
 * The name under which the circle admits a key: of a trusted instance, or of the production
 * instance. ASCII only, so that no two names look alike.
 *
 * @param value 1 to 80 of {@code a-z 0-9 . -}, beginning with a letter or digit
 */
public record IssuerName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{0,79}");

  public IssuerName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a name has 1 to 80 of a-z, 0-9, '.' and '-', and begins with a letter or digit");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
