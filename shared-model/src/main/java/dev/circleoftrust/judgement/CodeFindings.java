package dev.circleoftrust.judgement;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of the signatures of one record, whatever the time. Immutable.
 *
 * @param each of each envelope, in their order
 */
record CodeFindings(List<Finding> each) {
  /**
   * What was found of one envelope.
   *
   * @param window when {@code inside} is what it says; absent where that is always
   * @param inside what it says inside its window
   */
  record Finding(@Nullable Validity window, SignatureCheck inside) {
    SignatureCheck at(Instant time) {
      if (window == null || window.contains(time)) {
        return inside;
      }
      return new SignatureCheck.Invalid(
          RejectionReason.CODE_EXPIRED,
          "holds from " + window.notBefore() + " to " + window.notAfter());
    }
  }

  CodeFindings {
    each = List.copyOf(each);
  }

  /** Finds out what the envelopes in {@code message} are worth. */
  static CodeFindings of(OutboundMessage.WithCode message, CircleState circle) {
    var envelopes = new ArrayList<Envelope>();
    for (Bytes signature : message.signatures()) {
      try {
        envelopes.add(Envelope.parse(signature));
      } catch (MalformedException e) {
        var invalid = new SignatureCheck.Invalid(RejectionReason.CODE_SIGNATURE_INVALID, e.fact());
        return new CodeFindings(List.of(new Finding(null, invalid)));
      }
    }
    return RecordSignatures.find(message.code(), envelopes, circle);
  }

  /** True where there is a time at which a signature holds. */
  boolean mayHold() {
    return each.stream().anyMatch(finding -> finding.inside() instanceof SignatureCheck.Valid);
  }

  /**
   * What they are worth at {@code time}: any that suffices does, else the last one says why not.
   */
  SignatureCheck at(Instant time) {
    SignatureCheck result = new SignatureCheck.Missing();
    for (Finding finding : each) {
      result = finding.at(time);
      if (result instanceof SignatureCheck.Valid) {
        return result;
      }
    }
    return result;
  }
}
