package dev.circleoftrust.judgement;

/** May run because a rule of the MID Server's own ECC firewall accepts it, whoever signed it. */
public final class AllowedByFirewall implements MayRun {
  private final Permit permit;
  private final EccFirewall.Rule rule;

  AllowedByFirewall(Permit permit, EccFirewall.Rule rule) {
    this.permit = permit;
    this.rule = rule;
  }

  @Override
  public Permit permit() {
    return permit;
  }

  /** The rule that accepts it. */
  public EccFirewall.Rule rule() {
    return rule;
  }
}
