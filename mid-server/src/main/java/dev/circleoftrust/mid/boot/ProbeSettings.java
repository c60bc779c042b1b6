package dev.circleoftrust.mid.boot;

import dev.circleoftrust.runtime.process.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What of its own host a MID Server lets signed records use: the section {@code probes} of the boot
 * file.
 *
 * <pre>
 * probes:
 *   commands: [/usr/bin/uptime, /usr/bin/df]     # the only programs that a Command may run
 *   drivers: [/opt/drivers/postgresql.jar]       # JDBC drivers beside the one that ships
 * </pre>
 *
 * @param commands absolute paths of programs, compared character by character; none by default
 * @param drivers jar files, each there
 */
public record ProbeSettings(List<String> commands, List<Path> drivers) {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_+@%=:,.-]+)+");

  public ProbeSettings {
    commands = List.copyOf(commands);
    drivers = List.copyOf(drivers);
  }

  /** A host that lends nothing. */
  public static ProbeSettings none() {
    return new ProbeSettings(List.of(), List.of());
  }

  /**
   * Reads the section.
   *
   * @throws ConfigurationException if it is not what it should be, or a file is missing
   */
  static ProbeSettings of(YamlSection probes) {
    var settings =
        new ProbeSettings(
            probes.texts("commands", "the absolute path of a program", ProbeSettings::path),
            probes.texts(
                "drivers", "the absolute path of a jar file", text -> Path.of(path(text))));
    for (String command : settings.commands) {
      if (!Files.isExecutable(Path.of(command)) || Files.isDirectory(Path.of(command))) {
        throw probes.refusal("commands", "%s is no program on this host".formatted(command));
      }
    }
    for (Path driver : settings.drivers) {
      if (!Files.isRegularFile(driver)) {
        throw probes.refusal("drivers", "%s is no file on this host".formatted(driver));
      }
    }
    probes.end();
    return settings;
  }

  private static String path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
