package dev.circleoftrust.runtime.http;

import dev.circleoftrust.wire.Bytes;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** A process's metrics in the text form that Prometheus reads. */
public final class Metrics {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private Metrics() {}

  /** A registry that tells of this process's memory, threads and processors already. */
  @SuppressWarnings("resource") // listens to the garbage collector as long as the process lives
  public static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  /** {@code GET /metrics}, open to anyone. */
  public static Route route(PrometheusMeterRegistry registry) {
    return Route.open("/metrics", _ -> Answer.content(TEXT, Bytes.ofUtf8(registry.scrape(TEXT))));
  }
}
