package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.Check;
import dev.circleoftrust.judgement.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log what was refused: a line for each record, until they come as a flood; of that
 * a line for each reason and second. The counters of {@link Verdicts} count all of them. Safe for
 * several threads.
 */
final class RefusalLog {
  /** Records that are told one by one in one second. */
  static final int LINES_A_SECOND = 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(RefusalLog.class);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Map<RejectionReason, Flood> floods = new EnumMap<>(RejectionReason.class);
  private Instant second = Instant.EPOCH;
  private int lines;

  /** What was not told one by one. */
  private static final class Flood {
    private final Refusal first;
    private final String from;
    private Place to;
    private long records = 1;

    Flood(Refusal first, Arrival arrival) {
      this.first = first;
      this.from = arrival.place();
      this.to = Place.of(arrival);
    }

    void add(Arrival arrival) {
      records++;
      to = Place.of(arrival);
    }
  }

  /** Where a record stood, without the record. */
  private record Place(String topic, int partition, long offset) {
    static Place of(Arrival arrival) {
      return new Place(arrival.topic(), arrival.partition(), arrival.offset());
    }

    @Override
    public String toString() {
      return topic + "/" + partition + "/" + offset;
    }
  }

  RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that {@code arrival} was refused, after these checks had held. */
  synchronized void note(Refusal refusal, Arrival arrival, List<Check> passed) {
    tell();
    if (lines < LINES_A_SECOND) {
      lines++;
      write(refusal, arrival, passed);
      return;
    }
    Flood flood = floods.get(refusal.reason());
    if (flood == null) {
      floods.put(refusal.reason(), new Flood(refusal, arrival));
    } else {
      flood.add(arrival);
    }
  }

  /** Tells of a flood, once its second has passed. */
  synchronized void tell() {
    Instant now = clock.instant();
    if (now.isBefore(second) || !now.isBefore(second.plus(SECOND))) {
      second = now;
      lines = 0;
      floods.values().forEach(RefusalLog::write);
      floods.clear();
    }
  }

  private static void write(Refusal refusal, Arrival arrival, List<Check> passed) {
    LOGGER
        .atWarn()
        .addKeyValue("reason", refusal.reason().code())
        .addKeyValue("detail", refusal.detail())
        .addKeyValue("remedy", refusal.remedy())
        .addKeyValue("passed", passed.stream().map(Check::label).toList())
        .addKeyValue("place", arrival.place())
        .log(refusal.words());
  }

  private static void write(Flood flood) {
    LOGGER
        .atWarn()
        .addKeyValue("reason", flood.first.reason().code())
        .addKeyValue("detail", flood.first.detail())
        .addKeyValue("remedy", flood.first.remedy())
        .addKeyValue("records", flood.records)
        .addKeyValue("from", flood.from)
        .addKeyValue("to", flood.to)
        .log(flood.first.words());
  }
}
