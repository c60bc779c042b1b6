package dev.circleoftrust.mid.script;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The process of one script: reads it, writes one letter and a text, and ends. {@code V}: the
 * script's value; {@code E}: what went wrong.
 *
 * <p>The MID Server kills it at the end of its time. Should that one be gone, it ends by itself.
 */
final class ScriptMain {
  /** How long a script may take, the start of its process included. */
  static final Duration TIME = Duration.ofSeconds(20);

  static final char VALUE = 'V';
  static final char PROBLEM = 'E';

  private ScriptMain() {}

  static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().start(ScriptMain::endInTime);
    ScriptInput input = ScriptInput.decode(System.in.readAllBytes());
    Sandbox.Ending ending = Sandbox.evaluate(input.source(), input.variables());
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    switch (ending) {
      case Sandbox.Ending.Value(var text) -> out.append(VALUE).append(text);
      case Sandbox.Ending.Problem(var problem) -> out.append(PROBLEM).append(problem);
    }
    out.flush();
  }

  private static void endInTime() {
    try {
      Thread.sleep(TIME.plusSeconds(1));
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does that
    }
  }
}
