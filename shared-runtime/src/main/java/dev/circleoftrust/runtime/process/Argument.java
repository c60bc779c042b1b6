package dev.circleoftrust.runtime.process;

/**
 * One argument that a program takes: {@code --name value}.
 *
 * @param name without the dashes
 * @param label what the value is, for the usage text
 * @param description one line for the usage text
 * @param required whether the program cannot start without it
 * @param fallback the value where none is given; the empty text if it is required
 */
public record Argument(
    String name, String label, String description, boolean required, String fallback) {
  public Argument {
    if (!name.matches("[a-z][a-z-]{0,29}")) {
      throw new IllegalArgumentException("not the name of an argument: " + name);
    }
    if (required && !fallback.isEmpty()) {
      throw new IllegalArgumentException("--%s needs no value to fall back to".formatted(name));
    }
  }

  /** One without which the program cannot start. */
  public static Argument required(String name, String label, String description) {
    return new Argument(name, label, description, true, "");
  }

  /** One that may be left out. */
  public static Argument optional(String name, String label, String description, String fallback) {
    return new Argument(name, label, description, false, fallback);
  }
}
