package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** May run because production notarized it and a trusted instance signed the code in it. */
public final class Verified implements MayRun {
  private final Work work;
  private final Digest head;
  private final Instant notAfter;
  private final Proven proof;
  private final @Nullable SignedRecord code;

  Verified(Work work, Digest head, Instant notAfter, Proven proof, @Nullable SignedRecord code) {
    this.work = work;
    this.head = head;
    this.notAfter = notAfter;
    this.proof = proof;
    this.code = code;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public Digest head() {
    return head;
  }

  @Override
  public Instant notAfter() {
    return notAfter;
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
