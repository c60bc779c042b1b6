package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.SystemCommands;
import java.util.List;

/** Obeys the few commands that concern the MID Server itself. */
final class SystemCommand implements Probe {
  private final Operation operation;

  SystemCommand(Operation operation) {
    this.operation = operation;
  }

  @Override
  public ProbeResult run(MayRun record) {
    String command = record.work().row().value(EccField.SOURCE);
    switch (command) {
      case "pauseMid" -> operation.pause();
      case "resumeMid" -> operation.resume();
      case "signature_validation_certs_reload" -> operation.reload();
      default -> {
        return new ProbeResult.Failed(SystemCommands.whyRefused(command));
      }
    }
    return new ProbeResult.Finished(ResultBody.none(), List.of(new Parameter("command", command)));
  }
}
