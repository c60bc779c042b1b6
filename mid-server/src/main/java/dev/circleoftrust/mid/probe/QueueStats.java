package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.MayRun;

/** Tells how many rows the MID Server has judged, run and refused. */
final class QueueStats implements Probe {
  private final Operation operation;

  QueueStats(Operation operation) {
    this.operation = operation;
  }

  @Override
  public ProbeResult run(MayRun record) {
    return new ProbeResult.Finished(ResultBody.none(), operation.counts());
  }
}
