package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.Proven;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** May run because production notarized it and a trusted instance signed the code in it. */
public final class Verified implements MayRun {
  private final Permit permit;
  private final Proven proof;
  private final @Nullable SignedRecord code;

  Verified(Permit permit, Proven proof, @Nullable SignedRecord code) {
    this.permit = permit;
    this.proof = proof;
    this.code = code;
  }

  @Override
  public Permit permit() {
    return permit;
  }

  /** The proof that production sent this record, here. */
  public Proven proof() {
    return proof;
  }

  /** The signed record whose code runs; empty for the few topics that carry none. */
  public Optional<SignedRecord> code() {
    return Optional.ofNullable(code);
  }
}
