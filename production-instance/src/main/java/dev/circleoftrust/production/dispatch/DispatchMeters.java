package dev.circleoftrust.production.dispatch;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What a dispatcher tells of itself, tagged by its pipeline.
 *
 * @param records how many records a batch has
 * @param acknowledged from a batch's making until Kafka has all of it
 */
public record DispatchMeters(DistributionSummary records, Timer acknowledged) {
  /** Registers the metrics of {@code pipeline}. */
  public static DispatchMeters of(MeterRegistry registry, String pipeline) {
    return new DispatchMeters(
        DistributionSummary.builder("ecc.dispatch.batch")
            .description("records in a batch that left")
            .tag("pipeline", pipeline)
            .register(registry),
        Timer.builder("ecc.dispatch.acknowledged")
            .description("from a batch's making until Kafka has all of it")
            .tag("pipeline", pipeline)
            .register(registry));
  }

  void arrived(int size, long nanos) {
    records.record(size);
    acknowledged.record(Duration.ofNanos(nanos));
  }
}
