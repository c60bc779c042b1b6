package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/** May run because a rule of the MID Server's own ECC firewall accepts it, whoever signed it. */
public final class AllowedByFirewall implements MayRun {
  private final Work work;
  private final Digest head;
  private final Instant notAfter;
  private final EccFirewall.Rule rule;

  AllowedByFirewall(Work work, Digest head, Instant notAfter, EccFirewall.Rule rule) {
    this.work = work;
    this.head = head;
    this.notAfter = notAfter;
    this.rule = rule;
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

  /** The rule that accepts it. */
  public EccFirewall.Rule rule() {
    return rule;
  }
}
