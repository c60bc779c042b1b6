package dev.circleoftrust.mid;

import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.SystemCommands;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.trust.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a row is refused, each with its own reason, and nothing changed. */
class RefusalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ATTACK = "DELETE FROM payroll";
  private static final String NUMBERED =
      """
      {"parameters":[{"name":"year","type":"integer","place":1}]}\
      """;

  /** Those that no row can bring about while a test looks. */
  private static final Set<RejectionReason> ELSEWHERE =
      EnumSet.of(
          RejectionReason.INTERNAL, // a fault of our own
          RejectionReason.CANCELLED, // nothing refuses it: production calls it off
          RejectionReason.OVERSIZE, // above what the topic takes: see JudgeTest
          RejectionReason.NO_CIRCLE, // see aMidServerWithoutALogTrustsNobody
          RejectionReason.POSITION_UNKNOWN, // see CircleAttackIT
          RejectionReason.FIREWALL_DENIED, // see aFirewallRuleDenies
          RejectionReason.OUTCOME_UNKNOWN); // see DeathIT

  @TempDir private Path folder;

  /** What is sent, and what it is refused for. */
  private record Attempt(RejectionReason expected, ProducerRecord<byte[], byte[]> record) {}

  @Test
  void eachAttackIsRefusedForItsOwnReasonAndNothingChanges() throws Exception {
    try (var scene = new Scene(folder)) {
      scene.turnOn();
      try (var mid = TestMid.start(scene)) {
        OutboundMessage honest = scene.production.signed(count(scene));
        var first = scene.production.notarized(honest);
        scene.wire().append(first);
        List<Attempt> attempts = attempts(scene, first);
        await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
        for (Attempt attempt : attempts) {
          scene.wire().append(attempt.record());
        }
        await().atMost(PATIENCE).until(() -> scene.answers().size() == attempts.size() + 1);
        assertThat(reasons(scene)).isEqualTo(attempts.stream().map(Attempt::expected).toList());
        assertThat(EnumSet.copyOf(reasons(scene)))
            .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
        assertThat(scene.employees()).isEqualTo(12);
        assertThat(scene.number("SELECT n FROM effects")).isOne();
        assertThat(scene.wire().read(EccTopics.QUARANTINE)).hasSize(attempts.size());
        assertThat(mid.deaths()).isEmpty();
      }
    }
  }

  @Test
  void aMidServerWithoutALogTrustsNobody() throws Exception {
    try (var scene = new Scene(folder)) {
      scene.wire().delete(EccTopics.CIRCLE);
      try (var _ = TestMid.start(scene)) {
        scene.wire().append(scene.production.unsigned(scene.production.bare(attack(scene))));
        await().atMost(PATIENCE).until(() -> scene.answers().size() == 1);
        assertThat(reasons(scene)).containsExactly(RejectionReason.NO_CIRCLE);
        assertThat(scene.employees()).isEqualTo(12);
      }
    }
  }

  @Test
  void aFirewallRuleDenies() throws Exception {
    try (var scene = new Scene(folder)) {
      var choice =
          TestMid.Choice.of(scene)
              .with(
                  """
                  security:
                    eccFirewall:
                      mode: enforcing
                      rules:
                        - tags: [databases]
                          action: reject
                  """);
      try (var mid = TestMid.start(scene, choice)) {
        scene.wire().append(scene.production.unsigned(scene.production.bare(attack(scene))));
        await().atMost(PATIENCE).until(() -> scene.answers().size() == 1);
        assertThat(scene.answers().getFirst().value(EccField.ERROR_STRING))
            .startsWith("ECC message execution denied: firewall-denied: ");
        assertThat(scene.employees()).isEqualTo(12);
        assertThat(mid.health().at("/firewall/records/reject databases").intValue()).isOne();
        assertThat(mid.get("/metrics"))
            .contains("ecc_firewall_total{action=\"reject\",rule=\"reject databases\"} 1.0");
      }
      assertThat(reported(scene)).containsExactly("reject", "reject databases", "1");
      try (var mid = TestMid.start(scene, choice)) {
        assertThat(mid.health().at("/firewall/records/reject databases").intValue()).isOne();
      }
    }
  }

  /** The first rule of the last counts that production was told. */
  private static List<String> reported(Scene scene) throws Exception {
    EccRecord last =
        scene.inputs().stream()
            .filter(input -> input.topic().equals("ecc.firewall.audit"))
            .reduce((_, later) -> later)
            .orElseThrow();
    return ResultPayload.parse(last.payload()).rows().getFirst().columns().stream()
        .map(ResultRow.Column::value)
        .toList();
  }

  @Test
  void aFirewallRuleThatAcceptsIsAHoleAndSaysSo() throws Exception {
    try (var scene = new Scene(folder)) {
      scene.turnOn();
      var choice =
          TestMid.Choice.of(scene)
              .with(
                  """
                  security:
                    eccFirewall:
                      mode: enforcing
                      rules:
                        - tags: [jdbc]
                          action: accept
                  """);
      try (var mid = TestMid.start(scene, choice)) {
        OutboundMessage message = scene.production.bare(attack(scene));
        scene.wire().append(scene.production.unsigned(message));
        await().atMost(PATIENCE).until(() -> scene.answers().size() == 1);
        assertThat(scene.answers().getFirst().payload())
            .contains("name=\"basis\" value=\"allowed-by-firewall\"")
            .contains("name=\"firewall_rule\" value=\"accept [jdbc]\"");
        assertThat(scene.employees()).isZero();
        assertThat(mid.health().get("holes").get(0).textValue())
            .isEqualTo("accepts without a signature check: JDBC");
      }
    }
  }

  private List<Attempt> attempts(Scene scene, ProducerRecord<byte[], byte[]> honest)
      throws Exception {
    var attempts = new ArrayList<Attempt>();
    attempts.addAll(batchAttempts(scene));
    attempts.addAll(rowAttempts(scene));
    attempts.addAll(codeAttempts(scene));
    attempts.add(new Attempt(RejectionReason.REPLAYED, honest));
    return attempts;
  }

  private static List<Attempt> batchAttempts(Scene scene) {
    TestProduction production = scene.production;
    OutboundMessage message = production.signed(attack(scene));
    Bytes value = TestProduction.bytes(message);
    Instant now = scene.clock.instant();
    String topic = production.topic();
    TestSigner notary = TestCircle.notarization();
    Digest other = Digest.of(Bytes.ofUtf8("another circle"));
    String elsewhere = new EccTopics.Output(new AgentName("mid-2"), Priority.STANDARD).topic();
    var copied = production.notarized(elsewhere, value);
    var twice = production.notarized(message);
    twice.headers().add(BatchStatement.HEADER, new byte[] {1});
    var altered = production.notarized(message);
    byte[] statement = altered.headers().lastHeader(BatchStatement.HEADER).value().clone();
    statement[statement.length - 1] ^= 1;
    altered.headers().remove(BatchStatement.HEADER).add(BatchStatement.HEADER, statement);
    return List.of(
        new Attempt(RejectionReason.UNSIGNED, production.unsigned(message)),
        new Attempt(RejectionReason.BATCH_MALFORMED, twice),
        new Attempt(
            RejectionReason.BATCH_WRONG_CIRCLE,
            production.notarized(topic, value, now, other, notary)),
        new Attempt(
            RejectionReason.BATCH_KEY_NOT_TRUSTED,
            production.notarized(
                topic, value, now, scene.circle.id(), TestSigner.named("an administrator"))),
        new Attempt(RejectionReason.BATCH_SIGNATURE_INVALID, altered),
        new Attempt(RejectionReason.BATCH_PROOF_INVALID, moved(copied, topic)),
        new Attempt(
            RejectionReason.BATCH_PROOF_MISSING,
            production.sharing(Collections.nCopies(20, message)).getLast()),
        new Attempt(
            RejectionReason.BATCH_NOT_YET_VALID, production.notarized(value, now.plusSeconds(90))),
        new Attempt(RejectionReason.BATCH_EXPIRED, production.expired(value)));
  }

  /** Signed by a production that lies about the row. */
  private static List<Attempt> rowAttempts(Scene scene) {
    TestProduction production = scene.production;
    GlideRecord numbered = numbered(scene);
    EccRecord own =
        production
            .row("JDBCProbe", Priority.STANDARD)
            .with(
                EccField.PAYLOAD,
                new EccPayload(List.of(new Parameter("sql_statement", ATTACK))).encode());
    EccRecord other =
        EccRecord.output(
            TestProduction.SOURCE, new AgentName("mid-2"), "JDBCProbe", Priority.STANDARD);
    return List.of(
        new Attempt(
            RejectionReason.MALFORMED,
            production.notarized(Bytes.ofUtf8("{}"), scene.clock.instant().plusSeconds(5))),
        new Attempt(
            RejectionReason.WRONG_AGENT, production.notarized(new OutboundMessage.Bare(other))),
        new Attempt(
            RejectionReason.COMMAND_REFUSED,
            production.notarized(
                new OutboundMessage.Bare(
                    production
                        .row(SystemCommands.TOPIC, Priority.STANDARD)
                        .with(EccField.SOURCE, "autoUpgrade")))),
        new Attempt(
            RejectionReason.CODE_NOT_SIGNED, production.notarized(new OutboundMessage.Bare(own))),
        new Attempt(
            RejectionReason.UNDECLARED_PARAMETER,
            production.notarized(
                production.signed(
                    numbered, new Parameter("year", "1"), new Parameter("month", "2")))),
        new Attempt(
            RejectionReason.REPEATED_PARAMETER,
            production.notarized(
                production.signed(
                    numbered, new Parameter("year", "1"), new Parameter("year", "2")))),
        new Attempt(
            RejectionReason.MISSING_PARAMETER, production.notarized(production.signed(numbered))),
        new Attempt(
            RejectionReason.INVALID_PARAMETER,
            production.notarized(production.signed(numbered, new Parameter("year", "1 OR 1=1")))));
  }

  /** Signed by a production that lies about the code. */
  private static List<Attempt> codeAttempts(Scene scene) throws Exception {
    TestProduction production = scene.production;
    GlideRecord code = attack(scene);
    TestSigner trusted = TestCircle.codeKey(issuer(1));
    List<String> all = CodeType.DATA_SOURCE.fields();
    List<String> any = List.of("any");
    Digest other = Digest.of(Bytes.ofUtf8("another circle"));
    Envelope withdrawn = production.signature(code, all, List.of("mid-1"), trusted);
    scene.apply(
        scene.circle.exported(scene.state(), new Action.WithdrawCode(withdrawn.statementId())));
    scene.settle();
    GlideRecord altered = code.with("sql_statement", ATTACK + " WHERE 1 = 1");
    List<String> fewer = all.stream().filter(field -> !field.equals("repeatable")).toList();
    return List.of(
        attempt(scene, RejectionReason.CODE_SIGNATURE_INVALID, altered, production.signature(code)),
        attempt(
            scene,
            RejectionReason.CODE_SIGNER_NOT_TRUSTED,
            code,
            production.signature(code, all, any, TestSigner.named("an administrator"))),
        attempt(
            scene,
            RejectionReason.CODE_WRONG_CIRCLE,
            code,
            production.signature(other, code, all, any, trusted, Duration.ofDays(1))),
        attempt(scene, RejectionReason.CODE_WITHDRAWN, code, withdrawn),
        attempt(
            scene,
            RejectionReason.CODE_EXPIRED,
            code,
            production.signature(
                scene.circle.id(), code, all, any, trusted, Duration.ofSeconds(1))),
        attempt(
            scene,
            RejectionReason.FIELD_NOT_SIGNED,
            code,
            production.signature(code, fewer, any, trusted)),
        attempt(
            scene,
            RejectionReason.WRONG_AUDIENCE,
            code,
            production.signature(code, all, List.of("mid-2"), trusted)),
        attempt(scene, RejectionReason.CODE_KEY_REVOKED, code, signedByRevoked(scene, code)));
  }

  private static Envelope signedByRevoked(Scene scene, GlideRecord code) throws Exception {
    TestSigner stolen = TestSigner.named("a key that is stolen");
    scene.apply(
        scene.circle.executed(
            scene.state(),
            new Action.TrustKey(
                issuer(1), KeyPurpose.CODE, scene.circle.authority().issue(stolen))));
    scene.settle();
    scene.apply(scene.circle.exported(scene.state(), new Action.RevokeKey(stolen.keyId())));
    scene.settle();
    return scene.production.signature(code, CodeType.DATA_SOURCE.fields(), List.of("any"), stolen);
  }

  private static Attempt attempt(
      Scene scene, RejectionReason reason, GlideRecord code, Envelope signature) {
    TestProduction production = scene.production;
    return new Attempt(reason, production.notarized(production.with(code, signature)));
  }

  private static List<RejectionReason> reasons(Scene scene) throws Exception {
    var reasons = new ArrayList<RejectionReason>();
    for (EccRecord answer : scene.answers()) {
      if (answer.state() == EccState.ERROR) {
        String code = answer.value(EccField.NAME);
        for (RejectionReason reason : RejectionReason.values()) {
          if (reason.code().equals(code)) {
            reasons.add(reason);
            assertThat(answer.value(EccField.ERROR_STRING)).contains(": " + code + ": ");
          }
        }
      }
    }
    return reasons;
  }

  private static ProducerRecord<byte[], byte[]> moved(
      ProducerRecord<byte[], byte[]> record, String topic) {
    return new ProducerRecord<>(topic, 0, record.key(), record.value(), record.headers());
  }

  private static GlideRecord attack(Scene scene) {
    return TestProduction.source(scene.payroll, ATTACK, "");
  }

  private static GlideRecord count(Scene scene) {
    return TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", "");
  }

  private static GlideRecord numbered(Scene scene) {
    return TestProduction.source(scene.payroll, ATTACK + " WHERE rowid > ?", NUMBERED);
  }
}
