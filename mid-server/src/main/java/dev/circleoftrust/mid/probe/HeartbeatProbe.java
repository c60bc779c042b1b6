package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.MayRun;

/** Says that the MID Server lives, and how. */
final class HeartbeatProbe implements Probe {
  private final Operation operation;

  HeartbeatProbe(Operation operation) {
    this.operation = operation;
  }

  @Override
  public ProbeResult run(MayRun record) {
    return new ProbeResult.Finished(ResultBody.none(), operation.vitals());
  }
}
