package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Optional;

/** Reads a record signature aloud. */
final class CodeSignature {
  private CodeSignature() {}

  /** Who signed what, for whom, and whether the record is still that. */
  static List<String> of(Bytes text, GlideRecord code, Optional<CircleState> state) {
    try {
      Envelope envelope = Envelope.parse(text);
      RecordSignature signature = RecordSignature.parse(envelope.payload());
      Digest key = envelope.signatures().getFirst().keyId();
      String signer = state.map(then -> Keys.codeSigner(then, key)).orElse("a key");
      boolean same =
          CanonicalRecord.digest(code, signature.subject().fields())
              .equals(signature.subject().digest());
      return List.of(
          "%s, key %s, statement %s".formatted(signer, key.brief(), envelope.statementId().brief()),
          "for %s, until %s; %s"
              .formatted(
                  signature.audience(),
                  signature.notAfter(),
                  same ? "the record is as it was signed" : "the record is NOT as it was signed"));
    } catch (MalformedException | IllegalArgumentException _) {
      return List.of("what claims to be a signature is none");
    }
  }
}
