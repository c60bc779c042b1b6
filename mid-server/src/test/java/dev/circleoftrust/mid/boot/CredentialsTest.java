package dev.circleoftrust.mid.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.mid.boot.Credentials.Secret;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final String FILE =
      """
      credentials:
        - alias: payroll
          user: reader
          password: "secret 1"
          urls: ["jdbc:sqlite:/data/payroll.db"]
      """;
  private static final BootFile BOOT =
      BootFile.parse(
          Bytes.ofUtf8(
              """
              mid:
                name: mid-1
                bootstrap: 127.0.0.1:9092
                circle: %s
                credentials: credentials.yaml
              """
                  .formatted("a".repeat(64))));

  @Test
  void anAliasStandsForAUserAndWhereHeMayGo() {
    Credentials credentials = Credentials.parse("c", Bytes.ofUtf8(FILE));
    assertThat(credentials.find("payroll"))
        .hasValueSatisfying(credential -> {
          assertThat(credential.secret()).isEqualTo(new Secret.Login("reader", "secret 1"));
          assertThat(credential.urls()).containsExactly("jdbc:sqlite:/data/payroll.db");
          assertThat(credential.toString()).contains("reader").doesNotContain("secret 1");
        });
    assertThat(credentials.find("other")).isEmpty();
  }

  @Test
  void anAliasMayStandForATokenAndThenForNoUser() {
    String token =
        """
        credentials:
          - alias: hr
            token: abc.DEF-123==
            urls: ["https://hr.example.org"]
        """;
    assertThat(Credentials.parse("c", Bytes.ofUtf8(token)).find("hr"))
        .hasValueSatisfying(credential -> {
          assertThat(credential.secret()).isEqualTo(new Secret.Token("abc.DEF-123=="));
          assertThat(credential.toString()).doesNotContain("abc");
        });
    assertRefused(token + "    user: reader\n", "credentials.user is no key here");
    assertRefused(token.replace("abc.DEF", "abc DEF"), "credentials.token is a bearer token");
  }

  @Test
  void anAliasThatStandsTwiceIsRefused() {
    assertRefused(FILE + FILE.substring(FILE.indexOf('\n') + 1), "an alias that stands here twice");
  }

  @Test
  void aCredentialThatMayGoAnywhereIsRefused() {
    assertRefused(FILE.replaceAll("    urls: .*\n", ""), "at least one address");
  }

  @Test
  void aFileThatOthersCanReadIsRefused(@TempDir Path temporary) throws Exception {
    try (PrivateFolder folder = PrivateFolder.open(temporary.resolve("mid"))) {
      folder.write("credentials.yaml", Bytes.ofUtf8(FILE));
      assertThat(Credentials.read(folder, BOOT).find("payroll")).isPresent();
      Files.setPosixFilePermissions(
          folder.file("credentials.yaml"), PosixFilePermissions.fromString("rw-r-----"));
      assertThatThrownBy(() -> Credentials.read(folder, BOOT))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("chmod 600");
    }
  }

  @Test
  void aFileThatTheBootFileNamesMustBeThere(@TempDir Path temporary) {
    try (PrivateFolder folder = PrivateFolder.open(temporary.resolve("mid"))) {
      assertThatThrownBy(() -> Credentials.read(folder, BOOT))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageEndingWith("is missing, but boot-config.yaml names it");
    }
  }

  private static void assertRefused(String text, String part) {
    assertThatThrownBy(() -> Credentials.parse("c", Bytes.ofUtf8(text)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(part);
  }
}
