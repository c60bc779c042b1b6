package dev.circleoftrust.production.dispatch;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/**
 * What producers put on the wire, one after another, by their own count. {@link #sum} may be called
 * by any thread; the rest by the one that makes producers.
 */
final class OutgoingBytes {
  private static final String METRIC = "outgoing-byte-total";
  private static final String GROUP = "producer-metrics";

  private volatile @Nullable Metric current;
  private final AtomicLong earlier = new AtomicLong();

  void follow(Producer<byte[], byte[]> producer) {
    current =
        producer.metrics().entrySet().stream()
            .filter(metric ->
                metric.getKey().name().equals(METRIC) && metric.getKey().group().equals(GROUP))
            .map(metric -> (Metric) metric.getValue())
            .findFirst()
            .orElse(null);
  }

  void leave() {
    var _ = earlier.addAndGet(of(current));
    current = null;
  }

  long sum() {
    return earlier.get() + of(current);
  }

  private static long of(@Nullable Metric metric) {
    return metric != null && metric.metricValue() instanceof Number bytes ? bytes.longValue() : 0;
  }
}
