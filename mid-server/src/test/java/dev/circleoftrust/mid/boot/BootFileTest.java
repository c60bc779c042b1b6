package dev.circleoftrust.mid.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.FirewallTag;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.LogLevel;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootFileTest {
  private static final String CIRCLE = "0123456789abcdef".repeat(4);
  private static final String MINIMAL =
      """
      mid:
        name: mid-1
        bootstrap: 127.0.0.1:9092
        circle: %s
      """
          .formatted(CIRCLE);
  private static final String FIREWALL =
      """
      security:
        eccFirewall:
          mode: enforcing
          rules:
            - tags: [rest]
              action: accept
            - tags: [jdbc, DATABASES]
              action: reject
      """;

  @Test
  void whatIsLeftOutHasTheSafeDefault() {
    BootFile boot = parse(MINIMAL);
    assertThat(boot.name()).isEqualTo(new AgentName("mid-1"));
    assertThat(boot.bootstrap()).isEqualTo("127.0.0.1:9092");
    assertThat(boot.http()).isZero();
    assertThat(boot.codeSigning()).isEqualTo(CodeSigning.LOG);
    assertThat(boot.circle().toHex()).isEqualTo(CIRCLE);
    assertThat(boot.credentials()).isEmpty();
    assertThat(boot.firewall()).isEqualTo(EccFirewall.none());
    assertThat(boot.observation()).isEqualTo(new Observation(LogLevel.INFO, Duration.ofHours(1)));
    assertThat(boot.probes()).isEqualTo(ProbeSettings.none());
  }

  @Test
  void programsAndDriversOfThisHostAreNamedOneByOne(@TempDir Path temporary) throws Exception {
    Path jar = Files.createFile(temporary.resolve("driver.jar"));
    String probes = "probes:\n  commands: [/bin/sh, /bin/ls]\n  drivers: [%s]\n".formatted(jar);
    assertThat(parse(MINIMAL + probes).probes())
        .isEqualTo(new ProbeSettings(List.of("/bin/sh", "/bin/ls"), List.of(jar)));
  }

  @ParameterizedTest
  @CsvSource({
    "commands: [ls], the absolute path of a program",
    "commands: [/bin/ls -l], the absolute path of a program",
    "commands: [/bin/no-such-program], /bin/no-such-program is no program on this host",
    "commands: [/bin], /bin is no program on this host",
    "drivers: [driver.jar], the absolute path of a jar file",
    "drivers: [/no/such/driver.jar], /no/such/driver.jar is no file on this host",
    "shell: true, probes.shell is no key here"
  })
  void whatThisHostCannotLendIsRefused(String line, String problem) {
    assertRefused(MINIMAL + "probes:\n  " + line + "\n", "line 6", problem);
  }

  @Test
  void readsTheProductsFirewall() {
    assertThat(parse(MINIMAL + FIREWALL).firewall().rules())
        .isEqualTo(
            List.of(
                new EccFirewall.Rule(Set.of(FirewallTag.REST), EccFirewall.Action.ACCEPT),
                new EccFirewall.Rule(
                    Set.of(FirewallTag.JDBC, FirewallTag.DATABASES), EccFirewall.Action.REJECT)));
  }

  @Test
  void readsHowItIsObservedByTheProductsNames() {
    String written = MINIMAL + "  log.level: TRACE\n  ecc.queue.audit.report_interval: 900\n";
    assertThat(parse(written).observation())
        .isEqualTo(new Observation(LogLevel.TRACE, Duration.ofMinutes(15)));
    assertRefused(MINIMAL + "  log.level: trace\n", "mid.log.level is TRACE, DEBUG, INFO or WARN");
    assertRefused(
        MINIMAL + "  ecc.queue.audit.report_interval: 899\n",
        "mid.ecc.queue.audit.report_interval is an integer from 900 to 86400");
  }

  @ParameterizedTest
  @EnumSource
  void everyTagOfTheProductIsKnownInAnyCase(FirewallTag tag) {
    for (String name : List.of(tag.name(), tag.label())) {
      String file = MINIMAL + FIREWALL.replace("[rest]", "[" + name + "]");
      assertThat(parse(file).firewall().rules().getFirst().tags()).containsExactly(tag);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"permissive", "audit", "disabled", "Enforcing"})
  void anotherModeIsRefusedByName(String mode) {
    assertRefused(
        MINIMAL + FIREWALL.replace("mode: enforcing", "mode: " + mode),
        "security.eccFirewall.mode is enforcing, the one mode there is");
  }

  @Test
  void withoutAPinItSaysWhatToWriteAndWhereTheValueComesFrom() {
    assertRefused(
        MINIMAL.replaceAll("  circle: .*\n", ""),
        "line 2, column 3",
        "mid.circle is missing: write circle: <64 hexadecimal digits>",
        "GET /api/circle/state");
  }

  @Test
  void aPinOfDigitsOnlyIsStillText() {
    assertThat(parse(MINIMAL.replace(CIRCLE, "1".repeat(64))).circle().toHex())
        .isEqualTo("1".repeat(64));
  }

  @Test
  void requiredLeavesNoHoles() {
    String required = MINIMAL.replace("  circle", "  codeSigning: required\n  circle");
    assertThat(parse(required).codeSigning()).isEqualTo(CodeSigning.REQUIRED);
    assertRefused(required + FIREWALL, "line 4, column 16", "required leaves no holes");
  }

  @ParameterizedTest
  @CsvSource({
    "U+200B ZERO WIDTH SPACE, 8203",
    "U+00A0 NO-BREAK SPACE, 160",
    "U+FEFF ZERO WIDTH NO-BREAK SPACE, 65279",
    "U+2028 LINE SEPARATOR, 8232",
    "U+202E RIGHT-TO-LEFT OVERRIDE, 8238",
    "U+00AD SOFT HYPHEN, 173",
    "U+3164 HANGUL FILLER, 12644",
    "U+FE0F VARIATION SELECTOR-16, 65039"
  })
  void anInvisibleCharacterIsNamedWithItsPlace(String name, int character) {
    assertRefused(
        MINIMAL + "security: # Zürich" + Character.toString(character) + "\n",
        "line 5, column 19",
        "the invisible character " + name + ": delete it");
  }

  @Test
  void visibleUnicodeInACommentIsFine() {
    assertThat(parse("# Büro Zürich, 東京\n" + MINIMAL).name().value()).isEqualTo("mid-1");
  }

  @Test
  void anUnknownKeyIsRefusedWithThoseThatThereAre() {
    assertRefused(
        MINIMAL + "  codesigning: log\n",
        "line 5, column 3",
        "mid.codesigning is no key here; the keys are bootstrap, circle, cluster, codeSigning");
  }

  @Test
  void aRepeatedKeyIsRefused() {
    assertRefused(MINIMAL + "  name: mid-2\n", "line 5, column 3", "mid.name stands here twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: true | name is a name of",
        "name: Mid 1 | name is a name of",
        "name: [a] | name is a name of",
        "http: '8080' | http is an integer from 0 to 65535",
        "http: 65536 | http is an integer from 0 to 65535",
        "http: 0x10 | http is an integer from 0 to 65535",
        "bootstrap: localhost | bootstrap is host:port",
        "codeSigning: off | codeSigning is log or required",
        "credentials: ../secrets.yaml | credentials is the name of a file",
        "circle: ABCDEF | circle is circle: <64 hexadecimal digits>"
      })
  void aValueOfAnotherTypeOrFormIsRefused(String line, String message) {
    String key = line.substring(0, line.indexOf(':'));
    String kept = MINIMAL.replaceAll("  %s: .*\n".formatted(key), "");
    assertRefused(kept + "  " + line + "\n", "mid." + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: permissive",
        "rules: [{tags: [sql], action: reject}]",
        "rules: [{tags: [], action: reject}]",
        "rules: [{tags: [jdbc], action: log}]",
        "rules: [{tags: [jdbc], action: reject, order: 1}]",
        "rules: {tags: [jdbc], action: reject}"
      })
  void aFirewallThatIsNotTheProductsIsRefused(String line) {
    String mode = line.startsWith("mode") ? "" : "    mode: enforcing\n";
    assertRefused(
        MINIMAL + "security:\n  eccFirewall:\n" + mode + "    " + line + "\n",
        "boot-config.yaml, line " + (mode.isEmpty() ? 7 : 8));
  }

  @Test
  void anchorsAreRefused() {
    assertRefused(MINIMAL.replace("mid-1", "&a mid-1"), "line 2, column 9", "an anchor or alias");
  }

  @Test
  void aTagMakesNothing() {
    assertRefused(MINIMAL.replace("mid-1", "!!java.net.URL mid-1"), "line 2, column 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- mid", "mid", "mid: [", "a: 1\n---\nb: 2\n", "mid:\n\tname: x\n"})
  void whatIsNotOneYamlMappingIsRefused(String text) {
    assertRefused(text, "boot-config.yaml, line ");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    Bytes latin1 = Bytes.copyOf(new byte[] {'m', (byte) 0xe9});
    assertThatThrownBy(() -> BootFile.parse(latin1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("boot-config.yaml is not UTF-8");
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path temporary) {
    try (PrivateFolder folder = PrivateFolder.open(temporary.resolve("mid"))) {
      assertThatThrownBy(() -> BootFile.read(folder))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("boot-config.yaml is missing");
    }
  }

  private static BootFile parse(String text) {
    return BootFile.parse(Bytes.ofUtf8(text));
  }

  private static void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }
}
