package dev.circleoftrust.simulator.load;

import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.option.LoadOptions;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Outcome;
import dev.circleoftrust.simulator.load.report.Progress;
import dev.circleoftrust.simulator.load.report.ReportFolder;
import dev.circleoftrust.simulator.load.report.Telling;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code load}: what Code Signing costs on this machine. Progress goes to standard error; the
 * answer and what it rests on, or the report as JSON, to standard output.
 */
public final class LoadCommand implements Callable<Integer> {
  private static final int BROKEN = 1;

  private final LoadOptions options = new LoadOptions();

  private LoadCommand() {}

  /** The command. */
  public static CommandLine line() {
    return new CommandLine(new LoadCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("load").mixinStandardHelpOptions(true);
    options.addTo(spec);
    spec.usageMessage()
        .description(
            "Measures what Code Signing costs: records through production, broker and MID Servers of"
                + " a circle of its own, off, on, off by signed jobs, and what that is compared"
                + " with. Every record is accounted for. About two and a half minutes on two"
                + " cores.");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException, IOException, InterruptedException {
    LoadSettings settings = options.read();
    Optional<String> elsewhere = settings.topology().bootstrap();
    if (elsewhere.isPresent()) {
      Bootstrap.requireOpen(elsewhere.get());
    }
    var report = new ReportFolder(reportFolder(settings));
    var progress = new Progress(System.err, isTerminal());
    Runtime.getRuntime().addShutdownHook(new Thread(progress::mute, "mute"));
    Path folder = Files.createTempDirectory("circle-load-");
    Outcome outcome;
    try {
      outcome =
          new LoadRun(settings, progress, InstantSource.system())
              .measure(CircleFolder.open(folder));
    } finally {
      progress.mute();
    }
    int status = end(outcome, report, System.out, System.err);
    if (status == 0) {
      CircleFolder.remove(folder); // where something does not hold it stays, for whoever asks why
    }
    return status;
  }

  /**
   * Writes the report and tells what the run came to.
   *
   * @param errors is told what does not hold
   * @return the exit code: 0 where every record is accounted for
   */
  static int end(Outcome outcome, ReportFolder report, PrintStream out, PrintStream errors)
      throws IOException {
    String json = report.write(outcome);
    if (outcome.settings().json()) {
      out.println(json);
    } else {
      new Telling(outcome).lines().forEach(out::println);
      out.println("report: " + report.path().resolve("report.html"));
    }
    out.flush();
    if (outcome.held()) {
      return 0;
    }
    errors.println(
        "circle: not every record is accounted for: " + String.join("; ", outcome.failures()));
    return BROKEN;
  }

  private static Path reportFolder(LoadSettings settings) throws RefusedException, IOException {
    if (settings.report().isEmpty()) {
      return Files.createTempDirectory("circle-load-report-");
    }
    Path folder = settings.report().get().toAbsolutePath().normalize();
    try {
      return Files.createDirectories(folder);
    } catch (FileAlreadyExistsException _) {
      throw new RefusedException(
          "--report takes a folder, and %s is a file".formatted(folder), "usage");
    } catch (IOException e) {
      throw new RefusedException(
          "--report takes a folder, and %s cannot be made (%s)"
              .formatted(folder, e.getClass().getSimpleName()),
          "usage");
    }
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
