package dev.circleoftrust.simulator.circle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;

/** The boot file that a person gives to a MID Server: with the circle in it that it will trust. */
public final class BootFile {
  private static final String NAME = "boot-config.yaml";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_FILE = 64 << 10;

  private BootFile() {}

  /**
   * What stands in it.
   *
   * @param name the MID Server
   * @param bootstrap where the broker is
   * @param circle the pin
   * @param http the port for health and metrics, 0 for any
   * @param bind the address that it listens on
   */
  public record Content(String name, String bootstrap, String circle, int http, String bind) {
    /** That of a MID Server on this machine. */
    static Content local(String name, String bootstrap, String circle) {
      return new Content(name, bootstrap, circle, 0, LOOPBACK);
    }

    /** Loopback is what a MID Server does by itself. */
    private String bindLine() {
      return bind.equals(LOOPBACK) ? "" : "  bind: %s\n".formatted(bind);
    }

    private String yaml() {
      return """
      # The circle is all the trust of this MID Server: compare it with what the trusted instance shows.
      mid:
        name: %s
        bootstrap: %s
        http: %d
      %s  codeSigning: log
        circle: %s
      security:
        eccFirewall: {mode: enforcing, rules: []}
      """
          .formatted(name, bootstrap, http, bindLine(), circle);
    }
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
