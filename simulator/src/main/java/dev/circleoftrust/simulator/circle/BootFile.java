package dev.circleoftrust.simulator.circle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;

/** The boot file that a person gives to a MID Server: with the circle in it that it will trust. */
final class BootFile {
  private static final String NAME = "boot-config.yaml";
  private static final int MAX_FILE = 64 << 10;

  private BootFile() {}

  /**
   * Writes the boot file of a MID Server that has none yet. One that is there belongs to the MID
   * Server's own host and stays as it is, but for the address of the broker.
   */
  static void prepare(Path folder, String name, String bootstrap, String circle) {
    try (PrivateFolder own = PrivateFolder.open(folder)) {
      String content =
          own.read(NAME, MAX_FILE)
              .map(BootFile::text)
              .map(text -> text.replaceFirst("(?m)^(  bootstrap:).*$", "$1 " + bootstrap))
              .orElseGet(() -> fresh(name, bootstrap, circle));
      own.write(NAME, Bytes.ofUtf8(content));
    }
  }

  private static String text(Bytes content) {
    return new String(content.toByteArray(), UTF_8);
  }

  private static String fresh(String name, String bootstrap, String circle) {
    return """
    # The circle is all the trust of this MID Server: compare it with what the trusted instance shows.
    mid:
      name: %s
      bootstrap: %s
      http: 0
      codeSigning: log
      circle: %s
    security:
      eccFirewall: {mode: enforcing, rules: []}
    """
        .formatted(name, bootstrap, circle);
  }
}
