package dev.circleoftrust.simulator.circle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;

/** The boot file that a person gives to a MID Server: with the circle in it that it will trust. */
public final class BootFile {
  private static final String NAME = "boot-config.yaml";
  private static final int MAX_FILE = 64 << 10;

  private BootFile() {}

  /**
   * What stands in it.
   *
   * @param name the MID Server
   * @param bootstrap where the broker is
   * @param circle the pin
   * @param http the port for health and metrics, 0 for any
   * @param more further lines of its section: its cluster, its threads; empty where there are none
   */
  public record Content(String name, String bootstrap, String circle, int http, String more) {
    /** A MID Server of no cluster, with the threads that it has by itself. */
    public Content(String name, String bootstrap, String circle, int http) {
      this(name, bootstrap, circle, http, "");
    }

    /** The same MID Server as a member of a cluster, the {@code order}th. */
    public Content in(Sharing sharing, int order) {
      return new Content(name, bootstrap, circle, http, more + sharing.yaml(order));
    }

    /** The same MID Server with so many threads for the rows of each priority. */
    public Content threads(int interactive, int expedited, int standard) {
      String lines =
          "  threads.interactive.max: %d%n  threads.expedited.max: %d%n  threads.max: %d%n"
              .formatted(interactive, expedited, standard);
      return new Content(name, bootstrap, circle, http, more + lines);
    }

    private String yaml() {
      return """
      # The circle is all the trust of this MID Server: compare it with what the trusted instance shows.
      mid:
        name: %s
        bootstrap: %s
        http: %d
        codeSigning: log
        circle: %s
      %ssecurity:
        eccFirewall: {mode: enforcing, rules: []}
      """
          .formatted(name, bootstrap, http, circle, more);
    }
  }

  /** Whether there is one, so that nobody needs to write it. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /**
   * Writes the boot file of a MID Server that has none yet. One that is there belongs to the MID
   * Server's own host and stays as it is, but for the address of the broker.
   */
  public static void prepare(Path folder, Content content) {
    try (PrivateFolder own = PrivateFolder.open(folder)) {
      String yaml =
          own.read(NAME, MAX_FILE)
              .map(known -> new String(known.toByteArray(), UTF_8))
              .map(known ->
                  known.replaceFirst("(?m)^(  bootstrap:).*$", "$1 " + content.bootstrap()))
              .orElseGet(content::yaml);
      own.write(NAME, Bytes.ofUtf8(yaml));
    }
  }
}
