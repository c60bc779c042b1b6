package dev.circleoftrust.judgement;

/** May run because the circle log is proven to end in <i>off</i>. */
public final class NotEnforced implements MayRun {
  private final Permit permit;

  NotEnforced(Permit permit) {
    this.permit = permit;
  }

  @Override
  public Permit permit() {
    return permit;
  }
}
