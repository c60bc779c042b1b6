package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.RefusedException.require;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a first statement and says what it amounts to. */
final class Founding {
  private final Establish establish;
  private final Map<Digest, TrustedKey> keys = new LinkedHashMap<>();

  private Founding(Establish establish) {
    this.establish = establish;
  }

  /**
   * The settings that {@code envelope} founds.
   *
   * @param pinned the id of the circle that the reader was told of; everything in the statement is
   *     trusted because its digest is this one
   */
  static Settings check(Envelope envelope, Digest pinned) throws RefusedException {
    require(
        envelope.payloadType().equals(Establish.PAYLOAD_TYPE),
        LogRefusal.MALFORMED,
        "the payload type is not that of a first statement");
    require(
        envelope.statementId().equals(pinned),
        LogRefusal.WRONG_CIRCLE,
        "circle " + envelope.statementId() + " is not the pinned circle " + pinned);
    return new Founding(parse(envelope)).settings(envelope);
  }

  static Establish parse(Envelope envelope) throws RefusedException {
    try {
      return Establish.parse(envelope.payload());
    } catch (MalformedException e) {
      throw new RefusedException(LogRefusal.MALFORMED, e.fact());
    }
  }

  private Settings settings(Envelope envelope) throws RefusedException {
    var admission = new KeyAdmission(establish.roots(), establish.notBefore());
    Establish.Production production = establish.production();
    add(
        admission.admit(
            production.name(), KeyPurpose.NOTARIZATION, List.of(production.notarizationKey())));
    for (Establish.Founder founder : establish.issuers()) {
      add(admission.admit(founder.name(), KeyPurpose.CIRCLE_OF_TRUST, founder.certificates()));
      add(
          admission.admit(
              founder.name(), KeyPurpose.CHECKPOINT, List.<Bytes>of(founder.checkpointKey())));
    }
    var settings =
        new Settings(
            false,
            establish.circleOfTrustThreshold(),
            establish.codeThreshold(),
            keys,
            Set.of(),
            Set.of());
    Signers signers = Signers.of(envelope, KeyPurpose.CIRCLE_OF_TRUST, settings);
    for (Establish.Founder founder : establish.issuers()) {
      IssuerName name = founder.name();
      require(
          signers.issuers().contains(name),
          signers.problem(),
          "the first statement lacks a valid signature by " + name);
    }
    return settings;
  }

  private void add(TrustedKey key) throws RefusedException {
    require(
        keys.put(key.id(), key) == null,
        LogRefusal.KEY_ALREADY_KNOWN,
        "one key stands in the first statement twice");
  }
}
