package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.LogFollower;
import dev.circleoftrust.runtime.kafka.LogListener;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the circle log from Kafka, from its first offset at each start: the broker's offsets are no
 * memory of anything. What is no item of the log is skipped, counted, and halts nobody.
 *
 * <p>Safe for any number of threads.
 */
public final class LogReader implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LogReader.class);

  private final LogFollower follower;
  private final Listener listener;

  private LogReader(LogFollower follower, Listener listener) {
    this.follower = follower;
    this.listener = listener;
  }

  /** Begins to read into {@code log}. */
  public static LogReader start(KafkaClients clients, CircleLog log) {
    var listener = new Listener(log);
    var from = Map.of(Topics.single(EccTopics.CIRCLE), 0L);
    return new LogReader(LogFollower.start(clients, from, listener), listener);
  }

  /** How many records of the topic were no items of the log. */
  public long skipped() {
    return listener.skipped.get();
  }

  /** Why the log may be longer than it is here; empty where it was read to its end just now. */
  public String problem() {
    return follower.state().caughtUp() ? "" : "the log was not read to its end";
  }

  /**
   * Waits until the log was read to its end, by the broker's word of a second ago.
   *
   * @return false where that did not happen in time
   */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return follower.awaitCaughtUp(patience);
  }

  @Override
  public void close() {
    follower.close();
  }

  private static final class Listener implements LogListener {
    private final CircleLog log;
    private final AtomicLong skipped = new AtomicLong();

    Listener(CircleLog log) {
      this.log = log;
    }

    @Override
    public void received(LogRecord record) {
      Bytes value = record.value() == null ? Bytes.empty() : record.value();
      try {
        switch (log.add(LogItem.parse(value))) {
          case Outcome.Applied(var state) ->
              LOGGER
                  .atInfo()
                  .addKeyValue("head", state.head())
                  .addKeyValue("settledHead", state.settledHead())
                  .addKeyValue("enforcing", state.enforcing())
                  .log("circle log: item applied");
          case Outcome.Refused(var reason, var detail) -> skip(reason, detail);
        }
      } catch (MalformedException e) {
        skip(LogRefusal.MALFORMED, e.fact());
      }
    }

    /** What is here stays here; what the topic has now is read from its beginning. */
    @Override
    public long outOfRange(TopicPartition place, long wanted, long first, long end) {
      return first;
    }

    private void skip(LogRefusal reason, String detail) {
      if (reason == LogRefusal.ALREADY_APPLIED) {
        return;
      }
      skipped.incrementAndGet();
      LOGGER
          .atWarn()
          .addKeyValue("reason", reason.code())
          .addKeyValue("detail", detail)
          .log("circle log: item skipped");
    }
  }
}
