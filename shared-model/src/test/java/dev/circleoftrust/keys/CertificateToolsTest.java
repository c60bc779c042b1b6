package dev.circleoftrust.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key stores as people make them, with {@code openssl} and with the JDK's {@code keytool}. */
final class CertificateToolsTest {
  private static final String PASSWORD = "changeit";
  private static final String STORE = " -storetype PKCS12 -storepass " + PASSWORD;

  /** Any instant in the year for which the tools make certificates. */
  private final Instant soon = Instant.now().plusSeconds(60);

  @TempDir Path folder;

  @Test
  void anRsaKeyFromOpensslIsAccepted() throws Exception {
    makeOpensslAuthority();
    request("code_signing_key", "-algorithm RSA -pkeyopt rsa_keygen_bits:4096");
    run(CertificateProblem.CODE_SIGNING_MISSING.remedy().replaceFirst("^[^:]*: ", ""));
    run("cat leaf.pem ca.pem > chain.pem");
    run(
        "openssl pkcs12 -export -inkey key.pem -in leaf.pem -certfile ca.pem"
            + " -passout pass:%s -out store.p12".formatted(PASSWORD));
    assertAccepted(chain("store.p12"), root("ca.pem"), SignatureAlgorithm.RSA_SHA512);
    assertAccepted(
        CertificateChain.ofPem(read("chain.pem")), root("ca.pem"), SignatureAlgorithm.RSA_SHA512);
  }

  @Test
  void anEd25519KeyFromOpensslUnderAnIntermediateIsAccepted() throws Exception {
    makeOpensslAuthority();
    request("Intermediate", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    run(
        "openssl x509 -req -in request.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 365"
            + " -out between.pem -extfile <(printf 'basicConstraints=critical,CA:TRUE,pathlen:0\\n"
            + "keyUsage=critical,keyCertSign,cRLSign')");
    run("mv key.pem between-key.pem");
    request("code_signing_key", "-algorithm ED25519");
    run(
        "openssl x509 -req -in request.csr -CA between.pem -CAkey between-key.pem -CAcreateserial"
            + " -days 365 -out leaf.pem -extfile <(printf 'extendedKeyUsage=codeSigning\\n"
            + "keyUsage=critical,digitalSignature')");
    run("cat leaf.pem between.pem > chain.pem");
    assertAccepted(
        CertificateChain.ofPem(read("chain.pem")), root("ca.pem"), SignatureAlgorithm.ED25519);
  }

  @Test
  void aKeyFromKeytoolIsAccepted() throws Exception {
    keytool("-genkeypair -alias ca -keyalg RSA -keysize 4096 -dname CN=Authority -ext bc:c");
    keytool("-genkeypair -alias leaf -keyalg RSA -keysize 3072 -dname CN=code_signing_key");
    keytool("-certreq -alias leaf -file request.csr");
    keytool(
        "-gencert -alias ca -infile request.csr -outfile leaf.cer"
            + " -ext eku=codeSigning -ext ku:c=digitalSignature");
    keytool("-exportcert -alias ca -rfc -file ca.pem");
    keytool("-importcert -noprompt -alias leaf -file leaf.cer");
    assertAccepted(chain("store.p12"), root("ca.pem"), SignatureAlgorithm.RSA_SHA512);
  }

  @Test
  void aCertificateAsKeytoolMakesItByItselfIsRefused() throws Exception {
    keytool("-genkeypair -alias leaf -keyalg RSA -keysize 4096 -dname CN=self");
    keytool("-exportcert -alias leaf -rfc -file self.pem");
    TestCircle.assertRefused(
        CertificateProfile.check(chain("store.p12"), root("self.pem"), soon),
        CertificateProblem.SELF_SIGNED,
        "the leaf");
  }

  private void makeOpensslAuthority() throws Exception {
    assumeTrue(has("openssl version"), "openssl is not installed");
    run(
        "openssl req -x509 -newkey rsa:3072 -nodes -keyout ca-key.pem -out ca.pem -days 3650"
            + " -subj '/O=Example/CN=Authority'");
  }

  private void request(String name, String key) throws Exception {
    run("openssl genpkey %s -out key.pem".formatted(key));
    run("openssl req -new -key key.pem -out request.csr -subj '/O=Example/CN=%s'".formatted(name));
  }

  private void keytool(String command) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assumeTrue(Files.exists(tool), "keytool is not installed");
    run("%s %s -keystore store.p12%s".formatted(tool, command, STORE));
  }

  private CertificateChain chain(String store) throws Exception {
    var keyStore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(store))) {
      keyStore.load(in, PASSWORD.toCharArray());
    }
    for (String alias : Collections.list(keyStore.aliases())) {
      if (keyStore.isKeyEntry(alias) && !alias.equals("ca")) {
        var certificates = new ArrayList<Bytes>();
        for (Certificate certificate : keyStore.getCertificateChain(alias)) {
          certificates.add(Bytes.copyOf(certificate.getEncoded()));
        }
        return CertificateChain.ofDer(certificates);
      }
    }
    throw new IllegalStateException("no key in " + store);
  }

  private List<Bytes> root(String file) throws Exception {
    return CertificateChain.ofPem(read(file)).certificates();
  }

  private Bytes read(String file) throws IOException {
    return Bytes.copyOf(Files.readAllBytes(folder.resolve(file)));
  }

  private void assertAccepted(
      CertificateChain chain, List<Bytes> roots, SignatureAlgorithm algorithm) {
    assertThat(CertificateProfile.check(chain, roots, soon))
        .isInstanceOfSatisfying(
            CertificateProfile.Accepted.class,
            accepted -> assertThat(accepted.key().algorithm()).isEqualTo(algorithm));
  }

  private boolean has(String command) throws Exception {
    return start(command).waitFor() == 0;
  }

  private void run(String command) throws Exception {
    Process process = start(command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time: %s", command).isTrue();
    assertThat(process.exitValue())
        .as("%s: %s", command, Files.readString(folder.resolve("output")))
        .isZero();
  }

  private Process start(String command) throws IOException {
    return new ProcessBuilder("bash", "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }
}
