package dev.circleoftrust.mid.program;

import dev.circleoftrust.code.CommandLine;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultText;
import dev.circleoftrust.judgement.BoundParameter;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.probe.Probe;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.program.BoundedProcess.Captured;
import dev.circleoftrust.mid.program.BoundedProcess.Ending;
import dev.circleoftrust.mid.program.BoundedProcess.Limits;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs the program of a command record. A row's values are whole arguments after the fixed ones;
 * there is no shell to read them.
 *
 * <h2>Security</h2>
 *
 * The list in the boot file is the boundary: a program in it can do on this host whatever the MID
 * Server's own user can. An interpreter in the list lends that to whoever signs, and, while Code
 * Signing is off, to whoever asks.
 */
public final class CommandProbe implements Probe {
  /** How many bytes of each output a result has. */
  static final int MAX_OUTPUT = 256 << 10;

  private final Set<String> allowed;

  /** A probe that runs only the programs in {@code allowed}. */
  public CommandProbe(List<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public ProbeResult run(MayRun record) {
    GlideRecord code = record.work().code();
    if (code == null) {
      return new ProbeResult.Failed("the record names no command");
    }
    try {
      CommandLine command = CommandLine.of(code);
      if (!allowed.contains(command.program())) {
        return new ProbeResult.Failed(
            "%s is not among the programs that this host lends: add it to probes.commands in the boot"
                    .formatted(command.program())
                + " file of the MID Server");
      }
      return run(command, record.work().parameters());
    } catch (MalformedException e) {
      return new ProbeResult.Failed("the command record: " + e.fact());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop
      return new ProbeResult.Failed("the MID Server stopped, and the program with it");
    }
  }

  private static ProbeResult run(CommandLine command, List<BoundParameter> parameters)
      throws InterruptedException {
    List<String> vector = command.with(parameters.stream().map(BoundParameter::value).toList());
    for (BoundParameter parameter : parameters) {
      if (parameter.value().startsWith("-") || parameter.value().indexOf('\0') >= 0) {
        throw new IllegalStateException("a judge let through what is no argument");
      }
    }
    var limits = new Limits(Duration.ofSeconds(command.seconds()), MAX_OUTPUT);
    return switch (new BoundedProcess(vector, Bytes.empty(), limits).run()) {
      case Ending.Exited(var exit, var output, var errors) ->
          finished(exit, vector, output, errors);
      case Ending.OutOfTime() ->
          new ProbeResult.Failed(
              "the program was killed, with all that it had started, after the %d seconds of its record"
                  .formatted(command.seconds()));
      case Ending.NotStarted(var problem) ->
          new ProbeResult.Failed("the program does not start: " + problem);
    };
  }

  private static ProbeResult finished(
      int exit, List<String> vector, Captured output, Captured errors) {
    var notes = new ArrayList<Parameter>();
    noteLeftOut("stdout_bytes_left_out", output, notes);
    noteLeftOut("stderr_bytes_left_out", errors, notes);
    String line = XmlText.replaceUncarried(String.join(" ", vector));
    int end = Math.min(line.length(), ResultBody.Texts.MAX_COMMAND_LENGTH);
    return new ProbeResult.Finished(
        exit,
        new ResultBody.Texts(
            XmlText.replaceUncarried(line.substring(0, end)),
            List.of(text("stdout", output), text("stderr", errors))),
        notes);
  }

  private static void noteLeftOut(String name, Captured captured, List<Parameter> notes) {
    if (captured.leftOut() > 0) {
      notes.add(new Parameter(name, Long.toString(captured.leftOut())));
    }
  }

  private static ResultText text(String name, Captured captured) {
    return new ResultText(
        name,
        XmlText.replaceUncarried(
            new String(captured.bytes().toByteArray(), StandardCharsets.UTF_8)));
  }
}
