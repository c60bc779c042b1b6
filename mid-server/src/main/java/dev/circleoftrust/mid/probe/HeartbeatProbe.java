package dev.circleoftrust.mid.probe;

import dev.circleoftrust.judgement.MayRun;
import java.util.List;

/** Says that the MID Server lives, and how. */
final class HeartbeatProbe implements Probe {
  private final Operation operation;

  HeartbeatProbe(Operation operation) {
    this.operation = operation;
  }

  @Override
  public ProbeResult run(MayRun record) {
    return new ProbeResult.Finished(List.of(), operation.vitals());
  }
}
