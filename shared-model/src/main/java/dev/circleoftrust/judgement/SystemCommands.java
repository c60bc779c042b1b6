package dev.circleoftrust.judgement;

import static java.util.Map.entry;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import java.util.Map;
import java.util.Set;

/**
 * The product's SystemCommands. A MID Server obeys three that concern nothing but its own fetching
 * of rows and reading of the log. Every other one is refused by name, whoever signed what: no
 * message of any kind changes a MID Server's boot file, memory, pin or program.
 */
public final class SystemCommands {
  /** The ECC topic of the rows that command; the command stands in the field {@code source}. */
  public static final String TOPIC = "SystemCommand";

  /** The commands that are obeyed. */
  public static final Set<String> OBEYED =
      Set.of("pauseMid", "resumeMid", "signature_validation_certs_reload");

  private static final String NO_DISCOVERY = "there is no Discovery here, so there is none to";

  /** Why each is refused, and what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          entry("restart", "no message ends a MID Server: restart it on its own host"),
          entry(
              "stop",
              "no message ends a MID Server: stop it on its own host, or let it rest by pauseMid"),
          entry(
              "threaddump",
              "what a MID Server's memory holds does not travel: take the dump on its own host"),
          entry("grabLog", "a MID Server's log does not travel: read logs/ in its own folder"),
          entry(
              "updateConfig",
              "no message changes a boot file: edit boot-config.yaml on the host, then restart"),
          entry(
              "load_properties",
              "no message changes a setting: edit boot-config.yaml on the host, then restart"),
          entry(
              "credentials_reload",
              "credentials stand in a file of the host: edit it there, then restart"),
          entry(
              "probe_cache",
              "no probe is cached: each row comes with the signed record that holds its code"),
          entry("range_cache", NO_DISCOVERY + " keep address ranges"),
          entry(
              "invalidate_cache",
              "nothing is cached but the circle log: signature_validation_certs_reload reads it"
                  + " again"),
          entry("clear_cookies", "no cookie outlives a request: there is none to clear"),
          entry(
              "FileChange",
              "no message changes a file of a MID Server: change it on the host, then restart"),
          entry("file_discovery_whitelist", NO_DISCOVERY + " list files for"),
          entry(
              "autoUpgrade",
              "no message changes the program of a MID Server: install the new one on its host"),
          entry("cancel_discovery", NO_DISCOVERY + " cancel: cancel the row in ecc_queue"),
          entry(
              "delete_mid_keypair",
              "a MID Server has no key pair: Invalidate on production takes its work away"),
          entry(
              "mid_status_change",
              "the status follows from heartbeats: use pauseMid, resumeMid, Validate or"
                  + " Invalidate"),
          entry("CitChanged", NO_DISCOVERY + " keep types of CI for"),
          entry("resetQueryWindow", "rows come over Kafka: there is no query and no window"));

  private SystemCommands() {}

  /** True for a row that commands what a MID Server obeys. */
  static boolean isObeyed(EccRecord row) {
    return row.topic().equals(TOPIC) && OBEYED.contains(row.value(EccField.SOURCE));
  }

  /** Refuses a row that commands anything else. */
  static void require(EccRecord row) throws Rejection {
    if (row.topic().equals(TOPIC) && !isObeyed(row)) {
      throw new Rejection(RejectionReason.COMMAND_REFUSED, whyRefused(row.value(EccField.SOURCE)));
    }
  }

  /** Why {@code command} is refused, and what to do instead. What has no name here is not told. */
  public static String whyRefused(String command) {
    String why = REFUSED.get(command);
    return why == null
        ? "no SystemCommand of that name is known here"
        : "SystemCommand %s: %s".formatted(command, why);
  }
}
