package dev.circleoftrust.simulator.circle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.CircleReport;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What two administrators do so that Code Signing is on or off, for nobody to watch. */
public final class Enforcement {
  private static final String TURN_ON = "Turn on Code Signing Property";
  private static final String TURN_OFF = "Turn off Code Signing Property";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Enforcement() {}

  /** Turns Code Signing on, and waits until every MID Server enforces it. */
  public static void turnOn(Circle circle) throws RefusedException {
    execute(circle, TURN_ON);
    awaitAll(circle, true);
  }

  /** Turns Code Signing off, and waits until production and every MID Server have proof of it. */
  public static void turnOff(Circle circle) throws RefusedException {
    execute(circle, TURN_OFF);
    awaitAll(circle, false);
  }

  /** Waits until production and every MID Server have the checkpoint that covers the last job. */
  public static void awaitSettled(Circle circle) throws RefusedException {
    awaitSettled("production", () -> circle.production().circle());
    for (String mid : circle.mids()) {
      awaitSettled(mid, () -> CircleReport.of(circle.mid(mid).get("/health")));
    }
  }

  private static void awaitSettled(String name, Supplier<CircleReport> question)
      throws RefusedException {
    var _ =
        Patience.until(
            name + " having a settled circle log",
            PATIENCE,
            () -> Optional.of(question.get()).filter(CircleReport::settled));
  }

  private static void execute(Circle circle, String name) throws RefusedException {
    TrustedInstance trusted = circle.trusted();
    ProductionInstance production = circle.production();
    var export = trusted.exportJob(trusted.job(name).sysId()).required();
    var _ = production.retrieve(trusted.xml(TrustedInstance.updateSets(export).getFirst()));
    String job = production.job(name).sysId();
    JsonNode checks = production.prerequisiteCheck(job).required().result();
    if (!checks.path("passed").asBoolean()) {
      throw new RefusedException("the Prerequisite Check did not pass: " + checks, "not-passed");
    }
    var _ = production.execute(job).required();
  }

  private static void awaitAll(Circle circle, boolean on) throws RefusedException {
    String wanted = on ? " enforcing" : " no longer enforcing";
    await("production" + wanted, on, () -> circle.production().circle());
    for (String mid : circle.mids()) {
      await(mid + wanted, on, () -> CircleReport.of(circle.mid(mid).get("/health")));
    }
  }

  private static void await(String what, boolean on, Supplier<CircleReport> question)
      throws RefusedException {
    var _ =
        Patience.until(
            what,
            PATIENCE,
            () -> Optional.of(question.get()).filter(report -> report.enforcing() == on));
  }
}
