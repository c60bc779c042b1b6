package dev.circleoftrust.simulator.circle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.time.Duration;
import java.util.Optional;

/** What two administrators do so that Code Signing is on, for nobody to watch. */
public final class Enforcement {
  private static final String JOB = "Turn on Code Signing Property";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Enforcement() {}

  /** Turns Code Signing on, and waits until every MID Server enforces it. */
  public static void turnOn(Circle circle) throws RefusedException {
    TrustedInstance trusted = circle.trusted();
    ProductionInstance production = circle.production();
    var export = trusted.exportJob(trusted.job(JOB).sysId()).required();
    var _ = production.retrieve(trusted.xml(TrustedInstance.updateSets(export).getFirst()));
    String job = production.job(JOB).sysId();
    JsonNode checks = production.prerequisiteCheck(job).required().result();
    if (!checks.path("passed").asBoolean()) {
      throw new RefusedException("the Prerequisite Check did not pass: " + checks, "not-passed");
    }
    var _ = production.execute(job).required();
    for (String mid : circle.mids()) {
      var _ =
          Patience.until(
              mid + " enforcing",
              PATIENCE,
              () ->
                  Optional.of(CircleReport.of(circle.mid(mid).get("/health")))
                      .filter(CircleReport::enforcing));
    }
  }
}
