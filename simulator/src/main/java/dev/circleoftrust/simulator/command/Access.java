package dev.circleoftrust.simulator.command;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.client.Instance;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** How a command finds an instance: in the folder of a circle that runs, or as it is told. */
final class Access {
  private final OptionSpec data = data();
  private final OptionSpec url =
      OptionSpec.builder("--url")
          .type(URI.class)
          .scopeType(ScopeType.INHERIT)
          .paramLabel("URL")
          .description("the address, where it is not a circle of ./circle up")
          .build();
  private final OptionSpec passwordFile =
      OptionSpec.builder("--password-file")
          .type(Path.class)
          .scopeType(ScopeType.INHERIT)
          .paramLabel("FILE")
          .description("the file that holds the administrator's password")
          .build();

  /** The folder of the circle. */
  static OptionSpec data() {
    return OptionSpec.builder("--data")
        .type(Path.class)
        .scopeType(ScopeType.INHERIT)
        .paramLabel("DIR")
        .description("folder of the circle, ~/.circle-of-trust where none is named")
        .build();
  }

  /** The folder that an option names, or the default. */
  static Path folder(OptionSpec data) {
    Path named = data.getValue();
    return named == null
        ? Path.of(System.getProperty("user.home"), ".circle-of-trust")
        : named.toAbsolutePath().normalize();
  }

  /**
   * To a command and to every command that is added below it, so that they stand before or after
   * its name.
   */
  void addTo(CommandSpec command) {
    command.addOption(data).addOption(url).addOption(passwordFile);
  }

  /** The folder of the circle. */
  Path folder() {
    return folder(data);
  }

  /** The instance of this name. */
  Instance instance(String name) {
    Path password = passwordFile.getValue();
    URI given = url.getValue();
    URI address = given == null ? URI.create(member(name).address()) : given;
    return new Instance(
        name,
        address,
        password == null ? RunningCircle.password(folder().resolve(name)) : read(password));
  }

  /** The MID Servers that run, or those of this name. */
  List<Instance> mids(Optional<String> name) {
    URI given = url.getValue();
    if (given != null) {
      return List.of(new Instance(name.orElse("mid"), given, ""));
    }
    if (name.isPresent()) {
      return List.of(new Instance(name.get(), URI.create(member(name.get()).address()), ""));
    }
    return running().members().stream()
        .filter(member -> member.name().startsWith("mid"))
        .map(member -> new Instance(member.name(), URI.create(member.address()), ""))
        .toList();
  }

  /** What runs in the folder. */
  Running running() {
    return Running.read(folder())
        .orElseThrow(() ->
            new ConfigurationException(
                "no circle runs in %s: start ./circle up, or name another with --data or --url"
                    .formatted(folder())));
  }

  private Running.Member member(String name) {
    return running()
        .member(name)
        .orElseThrow(() ->
            new ConfigurationException("the circle in %s has no %s".formatted(folder(), name)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new ConfigurationException("cannot read " + file, e);
    }
  }
}
