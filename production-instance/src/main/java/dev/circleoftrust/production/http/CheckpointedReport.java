package dev.circleoftrust.production.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.runtime.http.CircleReport;
import dev.circleoftrust.trust.CheckpointReading;

/** The circle as production has folded it, with the checkpoints that it knows. */
final class CheckpointedReport {
  private CheckpointedReport() {}

  static ObjectNode of(CircleLog log) {
    var known = log.state();
    ObjectNode json = CircleReport.of(known);
    known.ifPresent(state -> {
      var checkpoints = json.putArray("checkpoints");
      for (CheckpointReading.Genuine checkpoint : log.checkpoints().trusted(state)) {
        checkpoints
            .addObject()
            .put("issuer", checkpoint.issuer().value())
            .put("head", checkpoint.head().toHex())
            .put("at", checkpoint.at().toString());
      }
    });
    return json;
  }
}
