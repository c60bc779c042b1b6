package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;

/** Cancels the row that the parameter {@code sys_id} names, unless it has begun. */
final class CancelProbe implements Probe {
  private final Operation operation;

  CancelProbe(Operation operation) {
    this.operation = operation;
  }

  @Override
  public ProbeResult run(MayRun record) {
    try {
      List<String> named = EccPayload.parse(record.work().row().payload()).values("sys_id");
      if (named.size() != 1) {
        return new ProbeResult.Failed("name one row to cancel, in the parameter sys_id");
      }
      String outcome = operation.cancel(SysId.parse(named.getFirst()));
      return new ProbeResult.Finished(
          ResultBody.none(), List.of(new Parameter("cancelled", outcome)));
    } catch (MalformedException e) {
      return new ProbeResult.Failed("not a row to cancel: " + e.fact());
    }
  }
}
