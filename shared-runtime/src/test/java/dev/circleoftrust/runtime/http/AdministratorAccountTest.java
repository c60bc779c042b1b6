package dev.circleoftrust.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorAccountTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path parent;
  private PrivateFolder folder;

  @BeforeEach
  void open() {
    folder = PrivateFolder.open(parent.resolve("instance"));
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void theFirstStartDrawsAPasswordThatOnlyTheOwnerCanRead() throws Exception {
    AdministratorAccount account = AdministratorAccount.open(folder, RANDOM);
    String password = password();
    assertThat(password).hasSize(32);
    for (String file : new String[] {"admin-password", "admin-password-hash"}) {
      var mode = Files.getPosixFilePermissions(folder.file(file));
      assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }
    assertThat(account.matches("admin", password)).isTrue();
    assertThat(account.matches("root", password)).isFalse();
    assertThat(account.matches("admin", password + "x")).isFalse();
    assertThat(account.matches("admin", "")).isFalse();
  }

  @Test
  void thePasswordIsKeptAsAHashOnly() throws Exception {
    AdministratorAccount.open(folder, RANDOM);
    String password = password();
    Files.delete(folder.file("admin-password"));
    assertThat(AdministratorAccount.open(folder, RANDOM).matches("admin", password)).isTrue();
    assertThat(Files.readString(folder.file("admin-password-hash")))
        .startsWith("pbkdf2-sha512:210000:")
        .doesNotContain(password);
    assertThat(folder.file("admin-password")).doesNotExist();
  }

  @Test
  void everyInstanceDrawsItsOwn() throws Exception {
    AdministratorAccount.open(folder, RANDOM);
    try (var other = PrivateFolder.open(parent.resolve("other"))) {
      AdministratorAccount.open(other, RANDOM);
      assertThat(Files.readString(other.file("admin-password"))).isNotEqualTo(password() + "\n");
    }
  }

  @Test
  void aStartInterruptedBeforeTheHashBeginsAnew() throws Exception {
    folder.write("admin-password", Bytes.ofUtf8("half made"));
    AdministratorAccount account = AdministratorAccount.open(folder, RANDOM);
    assertThat(account.matches("admin", "half made")).isFalse();
    assertThat(account.matches("admin", password())).isTrue();
  }

  @Test
  void aDamagedHashLetsNobodyIn() {
    folder.write("admin-password-hash", Bytes.ofUtf8("pbkdf2-sha512:1:00:00"));
    assertThatThrownBy(() -> AdministratorAccount.open(folder, RANDOM))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void onlyAProvenPasswordIsRemembered() throws Exception {
    AdministratorAccount account = AdministratorAccount.open(folder, RANDOM);
    assertThat(account.wasProven("admin", password())).isFalse();
    assertThat(account.matches("admin", "wrong")).isFalse();
    assertThat(account.wasProven("admin", "wrong")).isFalse();
    assertThat(account.matches("admin", password())).isTrue();
    assertThat(account.wasProven("admin", password())).isTrue();
    assertThat(account.wasProven("other", password())).isFalse();
    assertThat(account.wasProven("admin", "wrong")).isFalse();
  }

  @Test
  void aHashHasOneSpelling() throws MalformedException {
    PasswordHash hash = PasswordHash.of("secret", RANDOM);
    assertThat(PasswordHash.parse(hash.encode())).isEqualTo(hash);
    assertThat(hash.toString()).doesNotContain(hash.hash().toHex());
    String text = hash.encode();
    for (String other :
        new String[] {
          text + ":", text.replace("210000", "0210000"), text.replace("210000", "99999"), "", "x"
        }) {
      assertThatThrownBy(() -> PasswordHash.parse(other)).isInstanceOf(MalformedException.class);
    }
  }

  private String password() throws IOException {
    return Files.readString(folder.file("admin-password")).strip();
  }
}
