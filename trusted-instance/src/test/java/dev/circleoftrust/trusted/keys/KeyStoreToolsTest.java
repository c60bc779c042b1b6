package dev.circleoftrust.trusted.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key stores that openssl and keytool make, as an administrator's own authority would. */
class KeyStoreToolsTest {
  private static final String PASSWORD = "changeit";

  private Path work;
  private PrivateFolder folder;
  private Database database;
  private KeyImport keyImport;

  @BeforeEach
  void open(@TempDir Path temporary) {
    work = temporary;
    folder = PrivateFolder.open(temporary.resolve("trusted"));
    database =
        Database.open(folder.privateFile("instance.db"), TableStore.SCHEMA, KeyCabinet.SCHEMA);
    var privateKeys = new PrivateKeys(folder);
    var clock = Clock.systemUTC();
    keyImport =
        new KeyImport(
            new KeyCabinet(database, privateKeys),
            privateKeys,
            new TableStore(database, clock, new SecureRandom()),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
    folder.close();
  }

  @Test
  void aStoreOfOpensslIsImported() throws Exception {
    assumeTrue(isThere("openssl"), "openssl is not on the PATH");
    openssl(
        "req -x509 -newkey rsa:3072 -nodes -sha512 -days 30 -subj /CN=ca -keyout ca-key.pem"
            + " -out ca.pem -addext basicConstraints=critical,CA:TRUE"
            + " -addext keyUsage=critical,keyCertSign,cRLSign");
    openssl(
        "req -new -newkey rsa:3072 -nodes -sha512 -subj /CN=leaf -keyout key.pem -out leaf.csr");
    Files.writeString(
        work.resolve("leaf.ext"),
        "extendedKeyUsage=codeSigning\nkeyUsage=critical,digitalSignature\n");
    openssl(
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -sha512 -days 30"
            + " -out leaf.pem -extfile leaf.ext");
    openssl(
        "pkcs12 -export -inkey key.pem -in leaf.pem -certfile ca.pem -out withroot.p12"
            + " -passout pass:"
            + PASSWORD);
    assertThat(imported("withroot.p12", List.of())).contains("CN=leaf");

    openssl("req -new -newkey ed25519 -nodes -subj /CN=other -keyout key2.pem -out leaf2.csr");
    openssl(
        "x509 -req -in leaf2.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -sha512 -days 30"
            + " -out leaf2.pem -extfile leaf.ext");
    openssl(
        "pkcs12 -export -inkey key2.pem -in leaf2.pem -out alone.p12 -passout pass:" + PASSWORD);
    String root = Files.readString(work.resolve("ca.pem"));
    assertThat(imported("alone.p12", List.of(root))).contains("CN=other");
  }

  @Test
  void aStoreOfKeytoolIsImported() throws Exception {
    String ca = " -alias ca -keystore ca.p12";
    String leaf = " -alias leaf -keystore leaf.p12";
    keytool(
        "-genkeypair -keyalg RSA -keysize 3072 -sigalg SHA512withRSA -dname CN=ca"
            + " -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign"
            + ca);
    keytool("-exportcert -rfc -file ca.pem" + ca);
    keytool("-genkeypair -keyalg RSA -keysize 3072 -sigalg SHA512withRSA -dname CN=leaf" + leaf);
    keytool("-certreq -file leaf.csr" + leaf);
    keytool(
        "-gencert -infile leaf.csr -outfile leaf.pem -rfc -sigalg SHA512withRSA"
            + " -ext ku:c=digitalSignature -ext eku=codeSigning"
            + ca);
    keytool("-importcert -noprompt -file ca.pem -alias root -keystore leaf.p12");
    keytool("-importcert -noprompt -file leaf.pem" + leaf);
    assertThat(imported("leaf.p12", List.of())).contains("CN=leaf");
  }

  private String imported(String file, List<String> roots) throws Exception {
    Bytes store = Bytes.copyOf(Files.readAllBytes(work.resolve(file)));
    return keyImport
        .add(CryptoModule.CODE_SIGNING, store, PASSWORD.toCharArray(), roots, "admin")
        .value("subject");
  }

  private void openssl(String arguments) throws Exception {
    run("openssl", arguments);
  }

  private void keytool(String arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String store = arguments + " -storetype PKCS12 -storepass " + PASSWORD;
    run(tool.toString(), store);
  }

  private void run(String tool, String arguments) throws Exception {
    var command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(arguments.strip().split(" +", -1)));
    Path output = work.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", tool).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static boolean isThere(String tool) {
    try {
      return new ProcessBuilder(tool, "version").start().waitFor(20, TimeUnit.SECONDS);
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
