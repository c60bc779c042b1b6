package dev.circleoftrust.runtime.kafka;

import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/** What a follower handed on. */
final class Seen implements LogListener {
  final List<LogRecord> records = new CopyOnWriteArrayList<>();
  final List<String> gaps = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();

  @Override
  public void received(LogRecord record) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("not just now");
    }
    records.add(record);
  }

  @Override
  public long outOfRange(TopicPartition place, long wanted, long first, long end) {
    gaps.add("%s wanted %d of %d to %d".formatted(place, wanted, first, end));
    return first;
  }

  List<String> values() {
    return records.stream().map(Seen::value).toList();
  }

  private static String value(LogRecord record) {
    try {
      return record.value() == null ? "tombstone" : record.value().toUtf8();
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
