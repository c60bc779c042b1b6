package dev.circleoftrust.production;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.updateset.UpdateSetExport;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a trusted instance signs and exports, without being one. */
final class TestTrustedInstance {
  static final Duration WINDOW = Duration.ofMinutes(60);

  private final IssuerName name;
  private final TestAuthority authority;
  private final TestKey attest;
  private final TestKey code;
  private final TestKey checkpoint;
  private final Instant now;

  TestTrustedInstance(String name, Instant now) {
    this.name = new IssuerName(name);
    this.now = now;
    this.authority = new TestAuthority("authority-of-" + name, now);
    this.attest = TestKey.named(name + " attest");
    this.code = TestKey.named(name + " code");
    this.checkpoint = TestKey.named(name + " checkpoint");
  }

  TestKey attest() {
    return attest;
  }

  TestKey code() {
    return code;
  }

  CertificateExport establish(String production, Bytes notarizationKey) throws MalformedException {
    Bytes certificate = authority.issue("attest", attest);
    var establish =
        new Establish(
            Digest.of(Bytes.ofUtf8("nonce of " + name)),
            new Establish.Production(new IssuerName(production), notarizationKey),
            List.of(authority.root()),
            List.of(
                new Establish.Founder(
                    name, List.of(certificate), checkpoint.verificationKey().spki())),
            1,
            1,
            validity());
    return export(attest.sign(establish), certificate, attest);
  }

  CertificateExport trustCode(Digest circle, Digest previous) throws MalformedException {
    Bytes certificate = authority.issue("code", code);
    var trust = new Action.TrustKey(name, KeyPurpose.CODE, List.of(certificate));
    return export(
        attest.sign(new Instruction(circle, previous, trust, validity())), certificate, code);
  }

  JobExport job(Digest circle, Digest previous, Action action) {
    return new JobExport(attest.sign(new Instruction(circle, previous, action, validity())));
  }

  /** Something that tightens, and moves the head on. */
  LogItem withdrawal(Digest circle, Digest previous) {
    var action = new Action.WithdrawCode(Digest.of(Bytes.ofUtf8("a version")));
    return new LogItem.Instructed(
        attest.sign(new Instruction(circle, previous, action, validity())), null);
  }

  LogItem settled(Digest circle, Digest head) {
    return new LogItem.Settled(checkpoint(circle, head, now));
  }

  Envelope checkpoint(Digest circle, Digest head, Instant at) {
    return checkpoint.sign(
        new Checkpoint(circle, head, Validity.startingAt(at, Duration.ofHours(24))));
  }

  /** The KMF signature record over all fields of {@code record}. */
  GlideRecord signature(GlideRecord record, Digest circle) throws MalformedException {
    List<String> fields = List.copyOf(record.fields().keySet());
    var signature =
        new RecordSignature(
            circle,
            new RecordSignature.Subject(
                record.table().value(),
                record.sysId().value(),
                fields,
                CanonicalRecord.VERSION,
                CanonicalRecord.digest(record, fields)),
            List.of(RecordSignature.ANY),
            Validity.startingAt(now.minusSeconds(60), Duration.ofDays(30)));
    return SignatureRecords.of(code.sign(signature), record, SignatureRecords.ECC_QUEUE);
  }

  /** An ordinary update set with these records. */
  static Bytes updateSet(String name, Instant at, GlideRecord... records) {
    var items = new ArrayList<UpdateSetExport.Item>();
    for (GlideRecord record : records) {
      items.add(
          new UpdateSetExport.Item(
              new RecordChange(UpdateAction.INSERT_OR_UPDATE, record), "Record", "record"));
    }
    SysId local = SysId.of(Digest.of(Bytes.ofUtf8(name)).value().slice(0, SysId.SIZE));
    return UpdateSetWriter.write(new UpdateSetExport(name, "", local, "admin", at).of(items));
  }

  private CertificateExport export(Envelope statement, Bytes certificate, TestKey own)
      throws MalformedException {
    return new CertificateExport(
        statement, own.sign(CertificateExport.possessionOf(statement, certificate)));
  }

  private Validity validity() {
    return Validity.startingAt(now, WINDOW);
  }
}
