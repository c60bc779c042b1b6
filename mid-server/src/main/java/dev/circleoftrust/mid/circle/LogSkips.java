package dev.circleoftrust.mid.circle;

import dev.circleoftrust.trust.LogRefusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what was on a topic and is no part of the circle, by reason. */
final class LogSkips {
  private final Map<LogRefusal, Counter> counters = new EnumMap<>(LogRefusal.class);

  /** Counters named {@code name}, one for each reason from the start: a zero is a zero. */
  LogSkips(MeterRegistry registry, String name) {
    for (LogRefusal reason : LogRefusal.values()) {
      counters.put(reason, registry.counter(name, "reason", reason.code()));
    }
  }

  void count(LogRefusal reason) {
    Counter counter = counters.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
