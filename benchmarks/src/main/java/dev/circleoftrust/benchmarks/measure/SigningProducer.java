package dev.circleoftrust.benchmarks.measure;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A producer that signs each record: how many a second one thread signs and sends.
 *
 * @param name of the measurement
 * @param form makes signed records for a topic and a workload
 */
public record SigningProducer(String name, SignatureForm form) implements Baseline {
  private static final int AT_ONCE = 500;

  @Override
  public Figures measure(Workload workload, PrintStream progress) {
    try (var topic = MeasuredTopic.make(workload, name);
        var filling =
            new Filling(
                workload, form.source(workload, topic.name()), new Progress(progress, name))) {
      filling.warmUp(workload.warmUp(), AT_ONCE);
      long before = topic.bytes();
      var sent = new AtomicLong();
      Duration time =
          Attempts.untilSteady(() -> {
            sent.addAndGet(workload.records());
            return filling.send(workload.records());
          });
      long bytes = (topic.bytes() - before) * workload.records() / sent.get();
      return new Figures(name, workload.records(), time, bytes, form.signingDetail());
    }
  }
}
