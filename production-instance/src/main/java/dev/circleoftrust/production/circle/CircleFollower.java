package dev.circleoftrust.production.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.FollowerState;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.LogFollower;
import dev.circleoftrust.runtime.kafka.LogListener;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the circle log and the checkpoints into a {@link CircleLog}, from their beginning: what is
 * known already is refused as known, and costs little.
 *
 * <p>It begins once a circle is pinned: whatever was read before that would have been nobody's.
 */
public final class CircleFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CircleFollower.class);

  private final KafkaClients clients;
  private final CircleLog log;
  private @Nullable LogFollower follower;
  private boolean closed;

  /** Reads with {@code clients} into {@code log}, at once where a circle is pinned. */
  public CircleFollower(KafkaClients clients, CircleLog log) {
    this.clients = clients;
    this.log = log;
    if (log.pin().isPresent()) {
      start();
    }
  }

  /** Begins to read, if it has not begun. */
  public synchronized void start() {
    if (follower == null && !closed) {
      follower =
          LogFollower.start(
              clients,
              Map.of(Topics.single(EccTopics.CIRCLE), 0L, Topics.single(EccTopics.CHECKPOINTS), 0L),
              new Listener());
    }
  }

  /** How far it is. */
  public synchronized FollowerState state() {
    return follower == null
        ? new FollowerState(false, 0, "no circle is established here")
        : follower.state();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (follower != null) {
      follower.close();
    }
  }

  private final class Listener implements LogListener {
    @Override
    public void received(LogRecord record) {
      @Nullable Bytes value = record.value();
      if (value == null) {
        return;
      }
      try {
        if (record.topic().equals(EccTopics.CIRCLE)) {
          add(record, LogItem.parse(value));
        } else {
          var _ = log.hear(Envelope.parse(value));
        }
      } catch (MalformedException e) {
        skipped(record, e.fact());
      }
    }

    @Override
    public long outOfRange(TopicPartition place, long wanted, long first, long end) {
      return first; // all is verified again; what was applied stays applied
    }

    private void add(LogRecord record, LogItem item) {
      if (log.add(item) instanceof Outcome.Refused(var reason, var detail)) {
        skipped(record, reason.code() + ": " + detail);
      }
    }

    private static void skipped(LogRecord record, String why) {
      LOGGER
          .atDebug()
          .addKeyValue("place", record.place())
          .addKeyValue("offset", record.offset())
          .addKeyValue("why", why)
          .log("not part of the circle log");
    }
  }
}
