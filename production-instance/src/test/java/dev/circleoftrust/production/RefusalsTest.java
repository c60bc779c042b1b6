package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.production.circle.EnforcementProperties;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.Head;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each attack on production's own steps, and that nothing changed. */
class RefusalsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final SysId TURN_ON = JobExport.sysIdOf(JobExport.TURN_ON);

  @TempDir private Path folder;
  private TestProduction production;
  private final TestTrustedInstance trusted = new TestTrustedInstance("trusted", NOW);
  private CertificateExport attest;

  @BeforeEach
  void start() throws Exception {
    production = new TestProduction(folder, NOW);
    attest = trusted.establish(TestProduction.NAME, production.key.verificationKey().spki());
  }

  @AfterEach
  void stop() {
    production.close();
  }

  @Test
  void aCircleIsEstablishedAndTurnedOn() throws Exception {
    establish();
    production.execute(turnOn());
    assertThat(production.enforcing()).isTrue();
    for (String flag : new String[] {CircleProperties.FLAG, CircleProperties.FLAG_OLDER}) {
      assertThat(production.property(flag)).isEqualTo("true");
    }
    assertThat(production.property(CircleProperties.CERTIFICATE)).isNotEmpty();
    assertThat(production.property(CircleProperties.CERTIFICATE_TRUST)).isNotEmpty();
  }

  @Test
  void turningOffWaitsForACheckpointAndKeepsTheFriends() throws Exception {
    CertificateExport code = establish();
    production.execute(turnOn());
    hearCheckpoint();
    production.execute(job(new Action.TurnOff()));
    assertThat(production.enforcing()).isTrue();
    settle();
    assertThat(production.enforcing()).isFalse();
    assertThat(production.property(CircleProperties.FLAG)).isEqualTo("false");
    assertThat(production.type(code)).isEqualTo(CertificateRecords.TRUSTED_CODE_SIGNING_CERT);
  }

  @Test
  void aCertificateIsNoFriendBeforeTheLogSaysSo() throws Exception {
    var _ = production.retrieve(attest.xml());
    assertThat(production.type(attest)).isEqualTo(CertificateRecords.TRUST_STORE_CERT);
    production.install(attest);
    assertThat(production.type(attest)).isEqualTo(CertificateRecords.TRUSTED_CODE_SIGNING_CERT);
    CertificateExport code = trusted.trustCode(circle(), head());
    production.install(code);
    assertThat(production.type(code)).isEqualTo(CertificateRecords.TRUST_STORE_CERT);
    settle();
    assertThat(production.type(code)).isEqualTo(CertificateRecords.TRUSTED_CODE_SIGNING_CERT);
  }

  @Test
  void theCodeCertificateInstalledFirstIsRefused() throws Exception {
    Digest circle = attest.circle();
    CertificateExport code = trusted.trustCode(circle, Head.first(circle));
    refuses(RefusalReason.NOT_ESTABLISHED, () -> production.install(code))
        .withMessageContaining("cm_code_attest");
  }

  @Test
  void aWrongFingerprintIsRefused() throws Exception {
    var _ = production.retrieve(attest.xml());
    SysId sysId = attest.record().sysId();
    refuses(
        RefusalReason.FINGERPRINT_DIFFERS,
        () -> production.installation.install(sysId, "00".repeat(32), () -> {}));
    refuses(
        RefusalReason.FINGERPRINT_MISSING,
        () -> production.installation.install(sysId, " ", () -> {}));
    assertThat(production.log.pin()).isEmpty();
  }

  @Test
  void aFirstStatementForAnotherProductionIsRefused() throws Exception {
    Bytes own = production.key.verificationKey().spki();
    Bytes other = TestKey.named("somebody").verificationKey().spki();
    for (CertificateExport swapped :
        new CertificateExport[] {
          trusted.establish("elsewhere", own), trusted.establish(TestProduction.NAME, other)
        }) {
      refuses(RefusalReason.WRONG_PRODUCTION, () -> production.install(swapped));
    }
  }

  @Test
  void aSecondCircleIsRefused() throws Exception {
    establish();
    var rogue = new TestTrustedInstance("rogue", NOW);
    CertificateExport second =
        rogue.establish(TestProduction.NAME, production.key.verificationKey().spki());
    refuses(RefusalReason.ALREADY_ESTABLISHED, () -> production.install(second));
  }

  @Test
  void aCertificateWithoutProofOfPossessionIsRefused() throws Exception {
    var stolen =
        new CertificateExport(
            attest.statement(),
            new Envelope(
                attest.possession().payloadType(),
                attest.possession().payload(),
                List.of(
                    new Envelope.Signature(
                        trusted.attest().keyId(),
                        TestKey.named("thief").sign(Bytes.ofUtf8("x"))))));
    refuses(RefusalReason.POSSESSION_NOT_PROVEN, () -> production.install(stolen));
  }

  @Test
  void anExpiredCertificateExportIsRefused() {
    production.now = NOW.plus(TestTrustedInstance.WINDOW).plusSeconds(1);
    refuses(RefusalReason.EXPIRED, () -> production.install(attest));
    assertThat(production.log.pin()).isEmpty();
  }

  @Test
  void anUnsignedJobIsRefused() throws Exception {
    establish();
    Map<String, String> fields = new LinkedHashMap<>(turnOn().record().fields());
    var _ = production.store.insert(new GlideRecord(JobExport.TABLE, TURN_ON, fields), "admin");
    refuses(RefusalReason.UNSIGNED, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aJobEditedAfterCommitIsRefused() throws Exception {
    establish();
    var _ = production.retrieve(turnOn().xml());
    var _ = production.jobs.check(TURN_ON);
    var _ = production.store.update(JobExport.TABLE, TURN_ON, Map.of("script", "gs.x()"), "admin");
    refuses(RefusalReason.JOB_DIFFERS, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void anExpiredJobIsRefused() throws Exception {
    establish();
    var _ = production.retrieve(turnOn().xml());
    production.now = NOW.plus(TestTrustedInstance.WINDOW).plusSeconds(1);
    refuses(RefusalReason.EXPIRED, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aJobExecutedTwiceIsRefused() throws Exception {
    establish();
    production.execute(turnOn());
    refuses(RefusalReason.ALREADY_EXECUTED, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aSupersededJobIsRefused() throws Exception {
    establish();
    JobExport old = turnOn();
    var _ = production.log.add(trusted.withdrawal(circle(), head()));
    var _ = production.retrieve(old.xml());
    refuses(RefusalReason.SUPERSEDED, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aJobThatBuildsOnAnUnknownHeadIsRefused() throws Exception {
    establish();
    Digest nowhere = Digest.of(Bytes.ofUtf8("nowhere"));
    var _ = production.retrieve(trusted.job(circle(), nowhere, new Action.TurnOn()).xml());
    refuses(RefusalReason.UNKNOWN_HEAD, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aSignerWhoIsNoFriendIsRefused() throws Exception {
    establish();
    var rogue = new TestTrustedInstance("rogue", NOW);
    var _ = production.retrieve(rogue.job(circle(), head(), new Action.TurnOn()).xml());
    refuses(RefusalReason.SIGNER_NOT_TRUSTED, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aSignatureOfOtherBytesIsRefused() throws Exception {
    establish();
    JobExport on = turnOn();
    JobExport off = job(new Action.TurnOff());
    var swapped =
        new JobExport(
            new Envelope(
                on.statement().payloadType(),
                on.statement().payload(),
                off.statement().signatures()));
    var _ = production.retrieve(swapped.xml());
    refuses(RefusalReason.SIGNATURE_INVALID, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aJobForAnotherCircleIsRefused() throws Exception {
    establish();
    Digest elsewhere = Digest.of(Bytes.ofUtf8("elsewhere"));
    var _ = production.retrieve(trusted.job(elsewhere, head(), new Action.TurnOn()).xml());
    refuses(RefusalReason.WRONG_CIRCLE, () -> production.jobs.execute(TURN_ON));
  }

  @Test
  void aJobWithoutPrerequisiteCheckIsRefused() throws Exception {
    establish();
    var _ = production.retrieve(turnOn().xml());
    refuses(RefusalReason.PREREQUISITE_CHECK_MISSING, () -> production.jobs.execute(TURN_ON));
    var _ = production.jobs.check(TURN_ON);
    assertThat(production.jobs.execute(TURN_ON).enforcing()).isTrue();
  }

  @Test
  void theFlagEditedInTheDatabaseChangesNothingAlsoAfterARestart() throws Exception {
    establish();
    for (String name : CircleProperties.PROTECTED) {
      production.store.put(
          new GlideRecord(
              EnforcementProperties.TABLE,
              production.store.newSysId(),
              Map.of("name", name, "value", "true")));
    }
    assertThat(production.property(CircleProperties.FLAG)).isEqualTo("false");
    production.close();
    production = new TestProduction(folder, NOW);
    assertThat(production.property(CircleProperties.FLAG)).isEqualTo("false");
    assertThat(production.enforcing()).isFalse();
  }

  @Test
  void theFlagEditedByApiIsRefused() throws Exception {
    establish();
    for (GlideRecord row : production.properties.rows().orElseThrow()) {
      if (CircleProperties.PROTECTED.contains(row.value("name"))) {
        GlideRecord edited = row.with("value", "true");
        assertThat(production.properties.insert(edited, "admin"))
            .isInstanceOf(Ruling.Refused.class);
        assertThat(production.properties.update(row, edited, "admin"))
            .isInstanceOf(Ruling.Refused.class);
        assertThat(production.properties.delete(row, "admin")).isInstanceOf(Ruling.Refused.class);
      }
    }
  }

  @Test
  void theStateSurvivesARestartAndAnEditedMemoryFoolsNobody() throws Exception {
    establish();
    production.execute(turnOn());
    production.close();
    production = new TestProduction(folder, NOW);
    assertThat(production.enforcing()).isTrue();
  }

  @Test
  void noSingleByteOfAJobCanBeChanged() throws Exception {
    establish();
    byte[] genuine = turnOn().xml().toByteArray();
    var random = new Random(20261121);
    for (int i = 0; i < 200; i++) {
      byte[] altered = genuine.clone();
      int at = random.nextInt(altered.length);
      altered[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(appliedOrRefused(Bytes.copyOf(altered))).as("byte %d", at).isFalse();
    }
    assertThat(production.enforcing()).isFalse();
    production.execute(turnOn());
    assertThat(production.enforcing()).isTrue();
  }

  /** False where it is refused in an orderly way; any other exception is a failure of the test. */
  private boolean appliedOrRefused(Bytes file) {
    try {
      var _ = production.retrieve(file);
      var _ = production.jobs.check(TURN_ON);
      var _ = production.jobs.execute(TURN_ON);
      return true;
    } catch (MalformedException | RefusedException _) {
      return false;
    }
  }

  private CertificateExport establish() throws Exception {
    production.install(attest);
    CertificateExport code = trusted.trustCode(circle(), head());
    production.install(code);
    settle();
    return code;
  }

  private void settle() {
    var _ = production.log.add(trusted.settled(circle(), head()));
  }

  private void hearCheckpoint() {
    var _ = production.log.hear(trusted.checkpoint(circle(), head(), NOW));
  }

  private JobExport turnOn() {
    return job(new Action.TurnOn());
  }

  private JobExport job(Action action) {
    return trusted.job(circle(), head(), action);
  }

  private Digest circle() {
    return production.state().circle();
  }

  private Digest head() {
    return production.state().head();
  }

  private ThrowableAssertAlternative<RefusedException> refuses(
      RefusalReason reason, ThrowingCallable attack) {
    boolean before = production.enforcing();
    var refusal =
        assertThatExceptionOfType(RefusedException.class)
            .isThrownBy(attack)
            .matches(e -> e.reason() == reason, "refused as " + reason.code());
    assertThat(production.enforcing()).isEqualTo(before);
    return refusal;
  }
}
