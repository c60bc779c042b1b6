package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;

/**
 * The name of a MID Server or of a cluster of them: 1 to 40 lower-case ASCII letters, digits and
 * {@code -}. Without dots, so that a Kafka topic that holds it has one reading.
 *
 * @param value the name alone; the ECC queue writes {@code mid.server.} before it
 */
public record AgentName(String value) implements Comparable<AgentName> {
  private static final String RULE =
      "an agent name is 1 to 40 lower-case letters, digits and hyphens";
  private static final String PREFIX = "mid.server.";
  private static final int MAX_LENGTH = 40;

  public AgentName {
    if (!matches(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads a name that came from outside. */
  public static AgentName parse(String text) throws MalformedException {
    try {
      return new AgentName(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedException(RULE);
    }
  }

  /**
   * Reads the field {@code agent} of the ECC queue. {@code mid.server.*} is none: whoever copies a
   * row to every MID Server names each of them.
   */
  public static AgentName parseField(String field) throws MalformedException {
    if (!field.startsWith(PREFIX)) {
      throw new MalformedException("an agent field that does not begin with " + PREFIX);
    }
    return parse(field.substring(PREFIX.length()));
  }

  /** What the field {@code agent} of the ECC queue holds: {@code mid.server.<name>}. */
  public String field() {
    return PREFIX + value;
  }

  @Override
  public int compareTo(AgentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean matches(String text) {
    boolean is = !text.isEmpty() && text.length() <= MAX_LENGTH;
    for (int i = 0; is && i < text.length(); i++) {
      char c = text.charAt(i);
      is = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return is;
  }
}
