package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.pkcs.CertificationRequest;

/** Walks production through the product's steps by HTTP, with what a trusted instance exports. */
final class TestAdministrator {
  private static final String STATE = "/api/circle/state";

  private final TestTrustedInstance trusted;
  private final RunningProduction production;
  private final TestBroker broker;

  TestAdministrator(TestTrustedInstance trusted, RunningProduction production, TestBroker broker) {
    this.trusted = trusted;
    this.production = production;
    this.broker = broker;
  }

  /** Both certificates: the circle is founded, and the code key is trusted. */
  void establish() throws Exception {
    JsonNode request = production.get("/api/circle/notarization-request").result();
    install(trusted.establish(request.path("name").asText(), spki(request)));
    install(trusted.trustCode(circle(), head()));
    settle();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !production.get("/api/sn_kmf/signature/certificates").result().isEmpty());
  }

  RunningProduction.Reply install(CertificateExport export) throws Exception {
    retrieve(export.xml());
    String fingerprint = CertificateRecords.fingerprint(export.chain().getFirst());
    RunningProduction.Reply reply =
        production.post(
            "/api/circle/certificates/%s/install".formatted(export.record().sysId()),
            "{\"fingerprint\":\"%s\"}".formatted(fingerprint));
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    return reply;
  }

  /** Imports, previews and commits. */
  void retrieve(Bytes file) throws Exception {
    RunningProduction.Reply loaded = production.post("/api/circle/update-sets/import", file);
    assertThat(loaded.status()).as(loaded.json().toString()).isEqualTo(200);
    String set = "/api/circle/update-sets/" + loaded.result().path("sys_id").asText();
    assertThat(production.post(set + "/preview", "").status()).isEqualTo(200);
    RunningProduction.Reply committed = production.post(set + "/commit", "");
    assertThat(committed.status()).as(committed.json().toString()).isEqualTo(200);
    assertThat(committed.result().path("state").asText()).isEqualTo("committed");
  }

  RunningProduction.Reply execute(Action action) throws Exception {
    JobExport job = trusted.job(circle(), head(), action);
    retrieve(job.xml());
    String path = "/api/circle/jobs/" + job.record().sysId();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20)) // the log may just be on its way
        .untilAsserted(() -> {
          RunningProduction.Reply check = production.post(path + "/prerequisite-check", "");
          assertThat(check.result().path("passed").asBoolean())
              .as(check.json().toString())
              .isTrue();
        });
    return production.post(path + "/execute", "");
  }

  /** The trusted instance's checkpoint of the head that production has. */
  void settle() throws Exception {
    broker.send(EccTopics.CIRCLE, trusted.settled(circle(), head()).encode());
  }

  Digest circle() throws Exception {
    return Digest.fromHex(production.get(STATE).result().path("circle").asText());
  }

  Digest head() throws Exception {
    return Digest.fromHex(production.get(STATE).result().path("head").asText());
  }

  /** The circle as anyone folds it from the broker. */
  CircleState folded() throws Exception {
    Digest circle = circle();
    Digest head = head();
    return fold(
            circle,
            broker.read(
                EccTopics.CIRCLE,
                items -> fold(circle, items).filter(state -> state.contains(head)).isPresent()))
        .orElseThrow();
  }

  private static Optional<CircleState> fold(Digest circle, Iterable<LogRecord> items) {
    Optional<CircleState> state = Optional.empty();
    for (LogRecord record : items) {
      state = next(circle, state, Objects.requireNonNull(record.value()));
    }
    return state;
  }

  private static Optional<CircleState> next(
      Digest circle, Optional<CircleState> state, Bytes value) {
    try {
      LogItem item = LogItem.parse(value);
      Outcome outcome =
          state
              .map(known -> known.apply(item))
              .orElseGet(() -> CircleState.establish(circle, item));
      return outcome instanceof Outcome.Applied(var after) ? Optional.of(after) : state;
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes spki(JsonNode request) throws Exception {
    String pem = request.path("request").asText();
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var parsed = CertificationRequest.getInstance(Bytes.fromBase64(base64).toByteArray());
    Bytes spki =
        Bytes.copyOf(
            parsed.getCertificationRequestInfo().getSubjectPublicKeyInfo().getEncoded("DER"));
    return VerificationKey.fromSpki(spki).spki();
  }
}
