package dev.circleoftrust.mid.boot;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.FirewallTag;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The boot file of one MID Server. The circle that it pins is all the trust that the MID Server
 * begins with.
 *
 * <pre>
 * mid:
 *   name: mid-1
 *   bootstrap: 127.0.0.1:9092
 *   http: 0                       # 0 = any free port, which the start-up line names
 *   codeSigning: log              # log | required
 *   circle: (64 hexadecimal digits)
 *   credentials: credentials.yaml
 *   threads.max: 25               # rows of a priority that run at once: standard,
 *   threads.expedited.max: 20     # expedited
 *   threads.interactive.max: 10   # and interactive
 *   drain: 10                     # seconds that a stop waits for rows that run
 *   cluster: {name: c1, type: load-balance, order: 1}   # or failover
 *   log.level: INFO               # TRACE | DEBUG | INFO | WARN
 *   ecc.queue.audit.report_interval: 3600   # seconds; how often the firewall's counts are told
 * security:
 *   eccFirewall:
 *     mode: enforcing
 *     rules:
 *       - tags: [jdbc]
 *         action: reject          # accept | reject
 * probes:                         # see ProbeSettings
 *   commands: [/usr/bin/uptime]
 * </pre>
 *
 * @param name the name of the MID Server
 * @param bootstrap where the Kafka cluster is: {@code host:port}, several separated by commas
 * @param http the port for health and metrics, 0 for any that is free
 * @param codeSigning whether the log or this file decides that Code Signing is enforced
 * @param circle the pinned id of the circle
 * @param credentials the name of the file with credentials in the MID Server's folder, if any
 * @param threads how many rows run at once
 * @param drain how long a stop waits for rows that run
 * @param cluster the cluster that it is a member of, if any
 * @param firewall the ECC firewall
 * @param probes what of this host signed records may use
 * @param observation how it is observed
 */
public record BootFile(
    AgentName name,
    String bootstrap,
    int http,
    CodeSigning codeSigning,
    Digest circle,
    Optional<String> credentials,
    Threads threads,
    Duration drain,
    Optional<Membership> cluster,
    EccFirewall firewall,
    ProbeSettings probes,
    Observation observation) {
  /** What the file is called in the MID Server's folder. */
  public static final String NAME = "boot-config.yaml";

  private static final int DEFAULT_DRAIN = 10;
  private static final String CIRCLE_WANTED =
      "circle: <64 hexadecimal digits>, the id of the circle as the trusted instance shows it"
          + " (field circle of GET /api/circle/state there); nothing that comes over Kafka can"
          + " stand in for it";
  private static final String TAG_WANTED =
      "one of the tags "
          + Stream.of(FirewallTag.values())
              .map(tag -> tag.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
  private static final Pattern BOOTSTRAP =
      Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}(,[A-Za-z0-9._-]+:[0-9]{1,5})*");
  private static final Pattern MODE = Pattern.compile("enforcing");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * Reads the boot file in {@code folder}.
   *
   * @throws ConfigurationException if there is none, or it is not exactly what a boot file is;
   *     names line, column and what to write
   */
  public static BootFile read(PrivateFolder folder) {
    Bytes content =
        folder
            .read(NAME, YamlFile.MAX_SIZE)
            .orElseThrow(() ->
                new ConfigurationException(
                    "%s is missing: a MID Server starts from its boot file only"
                        .formatted(folder.file(NAME))));
    return parse(content);
  }

  static BootFile parse(Bytes content) {
    YamlSection root = YamlFile.parse(NAME, content);
    YamlSection mid = root.section("mid");
    EccFirewall firewall =
        root.optionalSection("security").map(BootFile::firewall).orElseGet(EccFirewall::none);
    ProbeSettings probes =
        root.optionalSection("probes").map(ProbeSettings::of).orElseGet(ProbeSettings::none);
    root.end();
    CodeSigning codeSigning =
        mid.optionalText("codeSigning", "log or required", BootFile::codeSigning)
            .orElse(CodeSigning.LOG);
    var boot =
        new BootFile(
            mid.text("name", "a name of 1 to 40 of a-z, 0-9 and '-'", AgentName::new),
            mid.text("bootstrap", "host:port of the Kafka cluster", text -> like(BOOTSTRAP, text)),
            mid.optionalInteger("http", 0, 65_535).orElse(0),
            codeSigning,
            mid.text("circle", CIRCLE_WANTED, BootFile::circle),
            mid.optionalText("credentials", "the name of a file", text -> like(FILE, text)),
            Threads.read(mid),
            Duration.ofSeconds(mid.optionalInteger("drain", 0, 600).orElse(DEFAULT_DRAIN)),
            mid.optionalSection("cluster").map(Membership::read),
            firewall,
            probes,
            Observation.read(mid));
    mid.end();
    if (boot.cluster.filter(cluster -> cluster.cluster().equals(boot.name)).isPresent()) {
      throw mid.refusal("cluster", "a cluster has another name than each of its members");
    }
    if (codeSigning == CodeSigning.REQUIRED && !firewall.accepts().isEmpty()) {
      throw mid.refusal(
          "codeSigning",
          "required leaves no holes: delete the rules of security.eccFirewall that accept");
    }
    return boot;
  }

  private static EccFirewall firewall(YamlSection security) {
    Optional<YamlSection> section = security.optionalSection("eccFirewall");
    security.end();
    if (section.isEmpty()) {
      return EccFirewall.none();
    }
    YamlSection firewall = section.get();
    var _ = firewall.text("mode", "enforcing, the one mode there is", BootFile::mode);
    var rules = new ArrayList<EccFirewall.Rule>();
    for (YamlSection rule : firewall.sections("rules")) {
      rules.add(rule(rule));
    }
    firewall.end();
    return new EccFirewall(rules);
  }

  private static EccFirewall.Rule rule(YamlSection rule) {
    List<FirewallTag> tags = rule.texts("tags", TAG_WANTED, BootFile::tag);
    EccFirewall.Action action = rule.text("action", "accept or reject", BootFile::action);
    if (tags.isEmpty()) {
      throw rule.refusal("tags", "a rule names at least one tag");
    }
    rule.end();
    return new EccFirewall.Rule(Set.copyOf(tags), action);
  }

  private static FirewallTag tag(String text) {
    return FirewallTag.ofName(text).orElseThrow(IllegalArgumentException::new);
  }

  private static EccFirewall.Action action(String text) {
    return switch (text) {
      case "accept" -> EccFirewall.Action.ACCEPT;
      case "reject" -> EccFirewall.Action.REJECT;
      default -> throw new IllegalArgumentException();
    };
  }

  private static CodeSigning codeSigning(String text) {
    return switch (text) {
      case "log" -> CodeSigning.LOG;
      case "required" -> CodeSigning.REQUIRED;
      default -> throw new IllegalArgumentException();
    };
  }

  private static String mode(String text) {
    return like(MODE, text);
  }

  private static String like(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static Digest circle(String text) {
    try {
      return Digest.fromHex(text);
    } catch (MalformedException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
