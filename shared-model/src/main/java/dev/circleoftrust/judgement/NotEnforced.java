package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/** May run because the circle log is proven to end in <i>off</i>. */
public final class NotEnforced implements MayRun {
  private final Work work;
  private final Digest head;
  private final Instant notAfter;

  NotEnforced(Work work, Digest head, Instant notAfter) {
    this.work = work;
    this.head = head;
    this.notAfter = notAfter;
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
}
