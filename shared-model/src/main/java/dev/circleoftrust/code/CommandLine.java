package dev.circleoftrust.code;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The program that a command record runs, and its fixed arguments: a vector, which no shell ever
 * reads.
 *
 * <pre>{@code
 * command    /usr/bin/ls                      an absolute path
 * arguments  ["-l","--"]                      or empty
 * timeout    10                               seconds, 1 to 600; or empty, which is 60
 * }</pre>
 *
 * @param program the absolute path of the program, without {@code .} and {@code ..}
 * @param arguments what it is always given, before any value
 * @param seconds how long it may run
 */
public record CommandLine(String program, List<String> arguments, int seconds) {
  private static final int MAX_PROGRAM_LENGTH = 500;
  private static final int MAX_ARGUMENTS = 64;
  private static final int MAX_ARGUMENTS_SIZE = 64 << 10;
  private static final int DEFAULT_SECONDS = 60;
  private static final int MAX_SECONDS = 600;
  private static final Pattern PROGRAM = Pattern.compile("(/[A-Za-z0-9_+@%=:,.-]+)+");
  private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}");

  public CommandLine {
    arguments = List.copyOf(arguments);
  }

  /** Reads a record whose fields are {@code command}, {@code arguments} and {@code timeout}. */
  public static CommandLine of(GlideRecord code) throws MalformedException {
    String program = code.value("command");
    if (program.length() > MAX_PROGRAM_LENGTH
        || !PROGRAM.matcher(program).matches()
        || DOTS.matcher(program).find()) {
      throw new MalformedException("command is not the absolute path of a program");
    }
    return new CommandLine(
        program, arguments(code.value("arguments")), seconds(code.value("timeout")));
  }

  /** The whole vector: the program, what it is always given, and each value as one argument. */
  public List<String> with(List<String> values) {
    var vector = new ArrayList<String>();
    vector.add(program);
    vector.addAll(arguments);
    vector.addAll(values);
    return vector;
  }

  private static List<String> arguments(String field) throws MalformedException {
    if (field.isEmpty()) {
      return List.of();
    }
    Bytes wrapped = Bytes.ofUtf8("{\"arguments\":" + field + "}"); // and nothing else: see end()
    JsonFields document = JsonFields.of(StrictJson.parse(wrapped, MAX_ARGUMENTS_SIZE));
    List<String> arguments = document.texts("arguments", MAX_ARGUMENTS);
    document.end();
    for (String argument : arguments) {
      if (argument.indexOf('\0') >= 0) {
        throw new MalformedException("an argument that no program can be given");
      }
    }
    return arguments;
  }

  private static int seconds(String field) throws MalformedException {
    if (field.isEmpty()) {
      return DEFAULT_SECONDS;
    }
    int seconds = SECONDS.matcher(field).matches() ? Integer.parseInt(field) : 0;
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new MalformedException("timeout is not 1 to %d seconds".formatted(MAX_SECONDS));
    }
    return seconds;
  }
}
