package dev.circleoftrust.transport;

import static dev.circleoftrust.trust.TestCircle.circleKey;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Statements;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.trust.TestSigner;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files that carry certificates and jobs. */
class SignedExportsTest {
  private final TestCircle circle = TestCircle.of(1);
  private final CircleState founded = circle.founded();

  @Test
  void aJobComesBackFromItsFile() throws Exception {
    JobExport export = turnOn();
    assertThat(SignedExports.read(export.xml())).isEqualTo(export);
    assertThat(export.record().value("name")).isEqualTo(JobExport.TURN_ON);
    assertThat(export.updateSet().updates()).hasSize(2);
  }

  @Test
  void aCertificateComesBackFromItsFileWithTwoSignatures() throws Exception {
    CertificateExport export = certificate(circle.first().envelope(), circleKey(issuer(1)));
    assertThat(SignedExports.read(export.xml())).isEqualTo(export);
    assertThat(export.updateSet().name()).startsWith("code_signing_key_publicsigver");
    assertThat(export.updateSet().updates()).hasSize(3);
    assertThat(export.purpose()).isEqualTo(KeyPurpose.CIRCLE_OF_TRUST);
    assertThat(export.circle()).isEqualTo(circle.id());
    assertThat(export.possessionHolds(circleKey(issuer(1)).verificationKey())).isTrue();
    assertThat(export.record().value("type")).isEqualTo(CertificateRecords.TRUST_STORE_CERT);
  }

  @Test
  void theCodeCertificateIsAnInstructionOfTheCircle() throws Exception {
    Envelope trust =
        circle.instruction(founded.head(), circle.trustCode(issuer(1)), circle.allCircleKeys());
    CertificateExport export = certificate(trust, codeKey(issuer(1)));
    assertThat(export.purpose()).isEqualTo(KeyPurpose.CODE);
    assertThat(SignedExports.read(export.xml())).isEqualTo(export);
    assertThat(export.possessionHolds(codeKey(issuer(1)).verificationKey())).isTrue();
  }

  @Test
  void aCertificateThatItsOwnKeyDidNotSignIsNoProofOfPossession() throws Exception {
    Envelope trust =
        circle.instruction(founded.head(), circle.trustCode(issuer(1)), circle.allCircleKeys());
    CertificateExport genuine = certificate(trust, codeKey(issuer(1)));
    Envelope stolen =
        new Envelope(
            genuine.possession().payloadType(),
            genuine.possession().payload(),
            List.of(
                new Envelope.Signature(
                    codeKey(issuer(1)).keyId(),
                    TestSigner.named("thief").sign(genuine.possession().signedBytes()))));
    assertThat(
            new CertificateExport(trust, stolen)
                .possessionHolds(codeKey(issuer(1)).verificationKey()))
        .isFalse();
  }

  @Test
  void noSingleByteOfAJobsFileCanChange() throws Exception {
    byte[] file = turnOn().xml().toByteArray();
    for (int at = 0; at < file.length; at++) {
      byte before = file[at];
      file[at] ^= (byte) (1 << (at % 7));
      Optional<SignedExport> read = read(Bytes.copyOf(file));
      assertThat(read.map(this::isApplied).orElse(false)).as("byte %d", at).isFalse();
      file[at] = before;
    }
    assertThat(read(Bytes.copyOf(file)).map(this::isApplied)).contains(true);
  }

  @Test
  void anOrdinaryUpdateSetIsNoSignedExport() throws Exception {
    GlideRecord job = turnOn().record();
    Bytes xml =
        UpdateSetWriter.write(
            new Derivation(turnOn().statement(), TestCircle.START)
                .updateSet("No signature", "", List.of(job)));
    assertThatThrownBy(() -> SignedExports.read(xml)).isInstanceOf(MalformedException.class);
  }

  @Test
  void aStatementThatDeterminesNoFileIsMalformedAndCrashesNobody() throws Exception {
    var ancient =
        new Instruction(
            circle.id(),
            founded.head(),
            new Action.TurnOn(),
            Validity.startingAt(Instant.parse("0000-01-01T00:00:00Z"), Duration.ofHours(1)));
    assertUnreadable(TestCircle.sign(ancient, circle.allCircleKeys()));
    Envelope first = circle.first().envelope();
    String bare =
        first.payload().toUtf8().replaceAll("\"certificates\":\\[[^]]*]", "\"certificates\":[]");
    assertUnreadable(
        new Envelope(first.payloadType(), Bytes.ofUtf8(bare), first.signatures()),
        certificate(first, circleKey(issuer(1))).possession());
  }

  @Test
  void aSecondStatementOrPossessionBesideTheFirstIsRefused() throws Exception {
    Envelope first = circle.first().envelope();
    CertificateExport genuine = certificate(first, circleKey(issuer(1)));
    Envelope other =
        circle.instruction(founded.head(), circle.trustCode(issuer(1)), circle.allCircleKeys());
    Envelope otherPossession = certificate(other, codeKey(issuer(1))).possession();
    assertUnreadable(first, other, genuine.possession());
    assertUnreadable(first, genuine.possession(), otherPossession);
    assertUnreadable(turnOn().statement(), genuine.possession());
  }

  private static void assertUnreadable(Envelope... envelopes) {
    var records = new ArrayList<GlideRecord>();
    for (Envelope envelope : envelopes) {
      var fields =
          Map.of(
              "envelope",
              new String(envelope.encode().toByteArray(), UTF_8),
              "purpose",
              SignatureRecords.CIRCLE_OF_TRUST);
      records.add(
          new GlideRecord(
              SignatureRecords.TABLE,
              SignatureRecords.derivedId("signature", envelope.encode()),
              fields));
    }
    Bytes xml =
        UpdateSetWriter.write(
            new Derivation(envelopes[0], TestCircle.START).updateSet("A set", "", records));
    assertThatThrownBy(() -> SignedExports.read(xml)).isInstanceOf(MalformedException.class);
  }

  private JobExport turnOn() {
    return new JobExport(
        circle.instruction(founded.head(), new Action.TurnOn(), circle.allCircleKeys()));
  }

  private static CertificateExport certificate(Envelope statement, TestSigner key)
      throws MalformedException {
    Bytes certificate =
        switch (Statements.parse(statement)) {
          case Establish first -> first.issuers().getFirst().certificates().getFirst();
          case Instruction(_, _, Action.TrustKey trust, _) -> trust.material().getFirst();
          default -> throw new IllegalArgumentException("no certificate");
        };
    return new CertificateExport(
        statement,
        TestCircle.sign(CertificateExport.possessionOf(statement, certificate), List.of(key)));
  }

  private static Optional<SignedExport> read(Bytes xml) {
    try {
      return Optional.of(SignedExports.read(xml));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private boolean isApplied(SignedExport export) {
    return founded.apply(new LogItem.Instructed(export.statement(), null))
        instanceof Outcome.Applied;
  }
}
