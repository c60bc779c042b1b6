package dev.circleoftrust.mid.script;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.BoundParameter;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.probe.Probe;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.program.BoundedProcess;
import dev.circleoftrust.mid.program.BoundedProcess.Captured;
import dev.circleoftrust.mid.program.BoundedProcess.Ending;
import dev.circleoftrust.mid.program.BoundedProcess.Limits;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlText;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.mozilla.javascript.Context;

/**
 * Evaluates the script of a record; its value as text is the result. A row's values are variables
 * that hold texts.
 *
 * <p>Each script has a process of its own with a small heap: no interpreter can bound what a single
 * operation such as {@code repeat} takes, and a MID Server that is out of memory ends. Of each
 * priority two run at once; the others wait, and hold up no row of another priority.
 */
public final class JavascriptProbe implements Probe {
  /** How many bytes a result has. */
  static final int MAX_OUTPUT = 256 << 10;

  private static final int MAX_HEAP_MEGABYTES = 64;
  private static final int MAX_PROCESSES = 2; // of each priority
  private static final int OUT_OF_MEMORY = 3; // the exit code of -XX:+ExitOnOutOfMemoryError

  private final Duration time;
  private final List<String> vector = vector();
  private final Map<Priority, Semaphore> processes = new EnumMap<>(Priority.class);

  /** A probe that gives each script {@link ScriptMain#TIME}, the start of its process included. */
  public JavascriptProbe() {
    this(ScriptMain.TIME);
  }

  JavascriptProbe(Duration time) {
    this.time = time;
    for (Priority priority : Priority.values()) {
      processes.put(priority, new Semaphore(MAX_PROCESSES, true));
    }
  }

  @Override
  public ProbeResult run(MayRun record) {
    GlideRecord code = record.work().code();
    if (code == null) {
      return new ProbeResult.Failed("the record names no script");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (BoundParameter parameter : record.work().parameters()) {
      variables.put(parameter.declaration().name(), parameter.value());
    }
    var input = new ScriptInput(code.value("script"), variables);
    var limits = new Limits(time, MAX_OUTPUT);
    var process = new BoundedProcess(vector, Bytes.copyOf(input.encode()), limits);
    Semaphore turns = Objects.requireNonNull(processes.get(record.work().row().priority()));
    try {
      turns.acquire();
      try {
        return result(process.run());
      } finally {
        turns.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop
      return new ProbeResult.Failed("the MID Server stopped, and the script with it");
    }
  }

  private ProbeResult result(Ending ending) {
    return switch (ending) {
      case Ending.Exited(var exit, var output, _) when exit == 0 && output.bytes().size() > 0 ->
          result(output);
      case Ending.Exited(var exit, _, _) ->
          new ProbeResult.Failed(
              exit == OUT_OF_MEMORY
                  ? "the script needs more than its %d MiB of memory".formatted(MAX_HEAP_MEGABYTES)
                  : "the script's process ended with exit code " + exit);
      case Ending.OutOfTime() ->
          new ProbeResult.Failed(
              "the script was ended after %d seconds".formatted(time.toSeconds()));
      case Ending.NotStarted(var problem) ->
          new ProbeResult.Failed("the script's process does not start: " + problem);
    };
  }

  private static ProbeResult result(Captured output) {
    if (output.leftOut() > 0) {
      return new ProbeResult.Failed(
          "the script's value has more than %d bytes".formatted(MAX_OUTPUT));
    }
    String said = new String(output.bytes().toByteArray(), StandardCharsets.UTF_8);
    String text = XmlText.replaceUncarried(said.substring(1));
    return said.charAt(0) == ScriptMain.VALUE
        ? new ProbeResult.Finished(
            new ResultBody.Texts("", List.of(new ResultText("output", text))), List.<Parameter>of())
        : new ProbeResult.Failed("the script failed: " + text);
  }

  private static List<String> vector() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx%dm".formatted(MAX_HEAP_MEGABYTES),
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        home(ScriptMain.class) + File.pathSeparator + home(Context.class),
        ScriptMain.class.getName());
  }

  /** The jar file or folder that a class of this program was loaded from. */
  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path that is no path", e);
    }
  }
}
