package dev.circleoftrust.benchmarks.measure;

import java.io.PrintStream;
import java.time.Duration;

/**
 * A consumer that verifies each record of a topic that was filled before: how many a second one
 * thread fetches and verifies.
 *
 * @param name of the measurement
 * @param form makes the records and verifies them
 */
public record VerifyingConsumer(String name, SignatureForm form) implements Baseline {
  @Override
  public Figures measure(Workload workload, PrintStream progress) {
    try (var topic = MeasuredTopic.make(workload, name)) {
      try (var filling =
          new Filling(
              workload,
              form.source(workload, topic.name()),
              new Progress(progress, name + ", preparing"))) {
        var _ = filling.send(workload.records());
      }
      try (var reading = new Reading(workload, topic, new Progress(progress, name))) {
        Duration time =
            Attempts.untilSteady(
                () -> reading.repeat(workload.warmUp(), workload.records(), form::verification));
        return new Figures(name, workload.records(), time, topic.bytes(), form.verifyingDetail());
      }
    }
  }
}
