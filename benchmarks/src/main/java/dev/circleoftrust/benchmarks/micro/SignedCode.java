package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.MeasuredCode;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.wire.Bytes;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What the signature of the code is worth in records that a lying production notarized. */
public enum SignedCode {
  /** It holds; all records bring the same code. */
  GENUINE,
  /** It does not hold; all records bring the same forgery, so each but the first is known. */
  FORGED_AGAIN,
  /** It does not hold, and each record brings another forgery. */
  EACH_FORGED;

  /** Why such a record is refused; null for none. */
  @Nullable RejectionReason reason() {
    return this == GENUINE ? null : RejectionReason.CODE_SIGNATURE_INVALID;
  }

  /** The JSON of row after row. */
  LongFunction<Bytes> values(MeasuredCode code) {
    return switch (this) {
      case GENUINE -> code::value;
      case FORGED_AGAIN -> row -> code.forged(row, 0);
      case EACH_FORGED -> row -> code.forged(row, (int) row);
    };
  }
}
