package dev.circleoftrust.runtime.process;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The arguments that a program was started with. Immutable. */
public final class Arguments {
  /** Where a process keeps all that it has. Every program takes it. */
  public static final Argument FOLDER =
      Argument.required("folder", "DIR", "where it keeps all that it has; made with mode 700");

  /** What an instance is called. */
  public static final Argument NAME =
      Argument.required("name", "NAME", "what it is called: a-z, 0-9 and -, 40 at most");

  /** Where Kafka is. */
  public static final Argument BOOTSTRAP =
      Argument.required("bootstrap", "HOST:PORT", "where Kafka is; several separated by commas");

  /** On which port HTTP is served. */
  public static final Argument HTTP =
      Argument.optional("http", "PORT", "the port of its HTTP side; 0 takes a free one", "0");

  /** On which address HTTP is served. */
  public static final Argument BIND =
      Argument.optional(
          "bind", "ADDRESS", "the address of its HTTP side; 0.0.0.0 for all", "127.0.0.1");

  /** How the log file is written. Every program takes it. */
  public static final Argument LOG =
      Argument.optional("log", "FORM", "its log file: text, or json for one object a line", "text");

  private static final Pattern PROCESS_NAME = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern HOSTS =
      Pattern.compile("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}(,[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5})*");

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads {@code --name value} pairs.
   *
   * @param known what the program takes
   * @throws ConfigurationException if one is unknown, repeated, missing or without a value
   */
  public static Arguments parse(List<Argument> known, String... args) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      String name = name(args[i], known);
      if (i + 1 == args.length) {
        throw new ConfigurationException("--%s needs a value".formatted(name));
      }
      if (values.put(name, args[i + 1]) != null) {
        throw new ConfigurationException("--%s is given twice".formatted(name));
      }
    }
    for (Argument argument : known) {
      if (argument.required() && !values.containsKey(argument.name())) {
        throw new ConfigurationException(
            "--%s %s is missing".formatted(argument.name(), argument.label()));
      }
      values.putIfAbsent(argument.name(), argument.fallback());
    }
    return new Arguments(values);
  }

  /** How a program is called, if that is what {@code args} ask. */
  static Optional<String> usage(String program, List<Argument> known, String... args) {
    if (!List.of(args).contains("--help")) {
      return Optional.empty();
    }
    var usage = new StringBuilder("usage: java -jar %s.jar".formatted(program));
    for (Argument argument : known) {
      String form = "--%s %s".formatted(argument.name(), argument.label());
      usage.append(argument.required() ? " " + form : " [" + form + "]");
    }
    usage.append('\n');
    for (Argument argument : known) {
      usage.append(
          "  --%-10s %s%s%n"
              .formatted(
                  argument.name(),
                  argument.description(),
                  argument.fallback().isEmpty() ? "" : " (" + argument.fallback() + ")"));
    }
    return Optional.of(usage.toString());
  }

  /** The value of an argument that the program takes. */
  public String text(Argument argument) {
    String value = values.get(argument.name());
    if (value == null) {
      throw new IllegalArgumentException("the program does not take --" + argument.name());
    }
    return value;
  }

  /** A value that is a path. */
  public Path path(Argument argument) {
    try {
      return Path.of(text(argument));
    } catch (InvalidPathException e) {
      throw new ConfigurationException("--%s is not a path".formatted(argument.name()), e);
    }
  }

  /** The value of {@link #NAME}. */
  public String processName() {
    return matching(NAME, PROCESS_NAME);
  }

  /** The value of {@link #BOOTSTRAP}. */
  public String bootstrap() {
    return matching(BOOTSTRAP, HOSTS);
  }

  /** What {@link #BIND} and {@link #HTTP} say together. */
  public BindAddress httpAddress() {
    String port = text(HTTP);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new ConfigurationException("--http is not a port from 0 to 65535");
    }
    String host = text(BIND);
    if (host.isBlank()) {
      throw new ConfigurationException("--bind is blank");
    }
    return new BindAddress(host, Integer.parseInt(port));
  }

  private String matching(Argument argument, Pattern rule) {
    String value = text(argument);
    if (!rule.matcher(value).matches()) {
      throw new ConfigurationException(
          "--%s is not %s: %s"
              .formatted(argument.name(), argument.label(), argument.description()));
    }
    return value;
  }

  private static String name(String arg, List<Argument> known) {
    return known.stream()
        .map(Argument::name)
        .filter(name -> arg.equals("--" + name))
        .findFirst()
        .orElseThrow(
            () -> new ConfigurationException("unknown argument %s: see --help".formatted(arg)));
  }
}
