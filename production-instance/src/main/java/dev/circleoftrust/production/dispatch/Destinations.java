package dev.circleoftrust.production.dispatch;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** The topics to which batches go. Called by the one thread that sends. */
public interface Destinations {
  /** Topics that somebody else has made, and that take whatever is sent. */
  Destinations MADE =
      new Destinations() {
        @Override
        public Map<String, String> ensure(Collection<String> topics) {
          return Map.of();
        }

        @Override
        public void forget() {}
      };

  /**
   * Makes those of {@code topics} that are missing.
   *
   * @return those to which nothing can be sent, and why
   * @throws KafkaException if the broker does not answer or refuses
   */
  Map<String, String> ensure(Collection<String> topics);

  /** Looks again: somebody may have removed a topic. */
  void forget();
}
