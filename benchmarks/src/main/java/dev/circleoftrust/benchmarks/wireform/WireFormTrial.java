package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.measure.Filling;
import dev.circleoftrust.benchmarks.measure.MeasuredTopic;
import dev.circleoftrust.benchmarks.measure.Progress;
import dev.circleoftrust.benchmarks.measure.Reading;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.io.PrintStream;
import java.time.Duration;

/**
 * One trial of one form.
 *
 * @param produced records a second that one thread makes, signs and has acknowledged, alone
 * @param consumed records a second that one thread fetches and judges, alone
 * @param channel records a second through all of it at once, to the committed answer
 * @param cpuMicros of processor time that this process spends on a record of that channel, which
 *     other programs on the machine disturb less than rates
 * @param bytesPerRecord on the wire and on the broker's disk
 */
record WireFormTrial(
    double produced, double consumed, double channel, double cpuMicros, double bytesPerRecord) {
  static WireFormTrial of(WireForm form, Workload workload, PrintStream out) {
    var progress = new Progress(out, form.signingDetail());
    try (var topic = MeasuredTopic.make(workload, "wire-form")) {
      Duration produced;
      try (var filling = new Filling(workload, form.source(workload, topic.name()), progress)) {
        produced = filling.send(workload.records());
      }
      Duration consumed;
      try (var reading = new Reading(workload, topic, progress)) {
        consumed = reading.read(workload.records(), form.verification());
      }
      Duration before = cpu();
      Duration channel = TransactionalChannel.run(form, workload, progress);
      return new WireFormTrial(
          rate(workload, produced),
          rate(workload, consumed),
          rate(workload, channel),
          cpu().minus(before).toNanos() / 1e3 / workload.records(),
          (double) topic.bytes() / workload.records());
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double rate(Workload workload, Duration time) {
    return workload.records() * 1e9 / time.toNanos();
  }
}
