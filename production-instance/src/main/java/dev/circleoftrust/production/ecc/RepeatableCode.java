package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.MalformedException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether running a row twice does no harm: because it has no code, or because a trusted instance
 * signed that. Safe for any number of threads.
 */
public final class RepeatableCode implements Predicate<GlideRecord> {
  private final CodeLookup code;
  private final Payloads payloads;
  private final Notarization notarization;

  /** Looks the code of rows up by {@code code}. */
  public RepeatableCode(CodeLookup code, Payloads payloads, Notarization notarization) {
    this.code = code;
    this.payloads = payloads;
    this.notarization = notarization;
  }

  @Override
  public boolean test(GlideRecord output) {
    try {
      EccRecord row = RowPreparation.eccRecord(payloads.whole(output));
      Optional<CircleState> circle = notarization.circle().get();
      if (circle.isEmpty()) {
        return CodeType.isCodeless(row);
      }
      return switch (code.judge(row, circle.get(), notarization.clock().instant())) {
        case CodeFinding.NoCode() -> true;
        case CodeFinding.Trusted(var signed, _) -> signed.value("repeatable").equals("true");
        case CodeFinding.Untrusted _ -> false;
      };
    } catch (MalformedException _) {
      return false;
    }
  }
}
