package dev.circleoftrust.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the recipe of {@code docs/protocol.md} as it stands there: an exported job is verified with
 * {@code openssl} and nothing of this project.
 */
class OpensslRecipeTest {
  private static final Path PROTOCOL = Path.of("../docs/protocol.md");
  private static final String AUTHORITY =
      """
      umask 077
      openssl req -x509 -newkey rsa:3072 -nodes -keyout root.key -out root.pem -subj /CN=root -days 2
      openssl req -newkey rsa:3072 -nodes -keyout ca.key -out ca.csr -subj /CN=ca
      printf 'basicConstraints=critical,CA:true\\nkeyUsage=critical,keyCertSign' > ca.ext
      openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -CAcreateserial -extfile ca.ext -out chain.pem
      openssl req -newkey rsa:3072 -nodes -keyout signer.key -out signer.csr -subj /CN=signer
      printf 'keyUsage=critical,digitalSignature\\nextendedKeyUsage=codeSigning' > signer.ext
      openssl x509 -req -in signer.csr -CA chain.pem -CAkey ca.key -CAcreateserial -extfile signer.ext -out signer.pem
      openssl pkcs8 -topk8 -nocrypt -in signer.key -outform DER -out signer.der
      openssl x509 -in signer.pem -noout -pubkey | openssl pkey -pubin -outform DER -out spki.der
      """;

  @TempDir private Path folder;

  @BeforeEach
  void needsOpenssl() throws Exception {
    assumeTrue(run("openssl version && sha256sum --version").code() == 0, "openssl is missing");
    assertThat(run(AUTHORITY).code()).isZero();
  }

  @Test
  void theRecipeAcceptsAGenuineJob() throws Exception {
    JobExport job = job();
    Files.write(folder.resolve("job.xml"), job.xml().toByteArray());
    Result result = run(recipe());
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("signer.pem: OK")
        .contains("Verified OK")
        .contains("turn-on")
        .contains(job.statement().statementId().toHex())
        .contains(job.statement().signatures().getFirst().keyId().toHex());
  }

  @Test
  void theRecipeRefusesAnAlteredJob() throws Exception {
    JobExport job = job();
    Envelope envelope = job.statement();
    Bytes off = Bytes.ofUtf8(envelope.payload().toUtf8().replace("turn-on", "turn-off"));
    var altered = new JobExport(new Envelope(envelope.payloadType(), off, envelope.signatures()));
    Files.write(folder.resolve("job.xml"), altered.xml().toByteArray());
    Result result = run(recipe());
    assertThat(result.code()).isNotZero();
    assertThat(result.output()).doesNotContain("Verified OK");
  }

  private JobExport job() throws Exception {
    Digest circle = Digest.of(Bytes.ofUtf8("a circle"));
    var instruction =
        new Instruction(
            circle,
            Digest.of(Bytes.ofUtf8("a head")),
            new Action.TurnOn(),
            Validity.startingAt(TestCircle.START, Duration.ofHours(1)));
    Digest key = Digest.of(Bytes.copyOf(Files.readAllBytes(folder.resolve("spki.der"))));
    Bytes payload = instruction.encode();
    Bytes signature = sign(Pae.encode(instruction.payloadType(), payload));
    return new JobExport(
        new Envelope(
            instruction.payloadType(), payload, List.of(new Envelope.Signature(key, signature))));
  }

  private Bytes sign(Bytes message) throws Exception {
    byte[] der = Files.readAllBytes(folder.resolve("signer.der"));
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    Signature signature = Signature.getInstance("SHA512withRSA");
    signature.initSign(key);
    signature.update(message.toByteArray());
    return Bytes.copyOf(signature.sign());
  }

  private static String recipe() throws IOException {
    String document = Files.readString(PROTOCOL);
    int marker = document.indexOf("<!-- recipe:");
    int start = document.indexOf("```sh\n", marker) + "```sh\n".length();
    return document.substring(start, document.indexOf("```", start));
  }

  private record Result(int code, String output) {}

  private Result run(String script) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
