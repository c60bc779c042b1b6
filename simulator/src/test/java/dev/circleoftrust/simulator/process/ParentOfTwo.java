package dev.circleoftrust.simulator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts two processes, names them on its output, and ends in the way that its input tells it. */
final class ParentOfTwo {
  private ParentOfTwo() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    var children = Children.none();
    Child first = children.start(launch("cat > /dev/null", folder, Launch.Ending.END_OF_INPUT));
    Child second = children.start(launch("exec sleep 600", folder, Launch.Ending.SIGNAL));
    first.awaitReady(Duration.ofSeconds(20));
    second.awaitReady(Duration.ofSeconds(20));
    System.out.println(first.pid() + " " + second.pid());
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    switch (input.readLine()) {
      case "return" -> children.close();
      case "throw" -> throw new IllegalStateException("as the test wants it");
      case "exit" -> System.exit(0);
      default -> Thread.sleep(Duration.ofMinutes(1));
    }
  }

  private static Launch launch(String script, Path folder, Launch.Ending ending) {
    String name = ending.name().toLowerCase(java.util.Locale.ROOT);
    return new Launch(name, folder, List.of("sh", "-c", "echo READY x y; " + script), ending);
  }
}
