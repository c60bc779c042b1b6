package dev.circleoftrust.production.channel;

import dev.circleoftrust.production.dispatch.Departure;
import dev.circleoftrust.runtime.load.Spoiling;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A batch of rows that a run made, in memory only.
 *
 * @param run whose rows they are
 * @param first the index of the first
 * @param spoiled whether the order's spoiling was done to them
 * @param records the rows, as they leave
 * @param bytes about how many they keep in memory
 * @param left how many could not be sent
 */
record ChannelBatch(
    Run run,
    long first,
    boolean spoiled,
    List<ProducerRecord<byte[], byte[]>> records,
    long bytes,
    AtomicInteger left)
    implements Departure {
  ChannelBatch(
      Run run,
      long first,
      boolean spoiled,
      List<ProducerRecord<byte[], byte[]>> records,
      long bytes) {
    this(run, first, spoiled, List.copyOf(records), bytes, new AtomicInteger());
  }

  @Override
  public void stands(int index, RecordMetadata at) {
    if (spoiled) {
      Spoiling.Kind kind = run.order().spoiling().of(first + index);
      if (kind != Spoiling.Kind.NONE) {
        String place = "%s/%d/%d".formatted(at.topic(), at.partition(), at.offset());
        run.spoiled(new SpoiledRow(first + index, kind, place));
      }
    }
  }

  @Override
  public void never(int index, String why) {
    left.incrementAndGet();
    run.failed(1, "row %d cannot be sent: %s".formatted(first + index, why));
  }

  @Override
  public void acknowledged() {
    run.acknowledged(records.size() - left.get());
  }
}
