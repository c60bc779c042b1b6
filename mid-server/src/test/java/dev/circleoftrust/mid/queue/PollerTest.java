package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final TopicPartition PARTITION = new TopicPartition("rows", 0);

  private final List<Duration> asked = new ArrayList<>();
  private final Asked consumer = new Asked();
  private final Poller poller = new Poller(consumer);

  /** Notes how long it may wait, and never does. */
  private final class Asked extends MockConsumer<byte[], byte[]> {
    Asked() {
      super(AutoOffsetResetStrategy.EARLIEST.name());
      assign(List.of(PARTITION));
      updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      asked.add(timeout);
      return super.poll(timeout);
    }
  }

  @Test
  void waitsForRowsAsLongAsItMay() {
    assertThat(poller.gather(PATIENCE)).isEmpty();

    assertThat(asked).containsExactly(PATIENCE);
  }

  @Test
  void takesWhatComesMeanwhileAndWaitsForNothingMore() {
    append(0);
    consumer.schedulePollTask(() -> {}); // what is there now
    consumer.schedulePollTask(() -> append(1)); // and what comes while that is taken

    assertThat(poller.gather(PATIENCE)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
    assertThat(asked).containsExactly(PATIENCE, Duration.ZERO, Duration.ZERO);
  }

  @Test
  void whatIsReadyToBeSentWaitsForNoMoreRows() {
    append(0);
    List<ConsumerRecord<byte[], byte[]>> row = poller.gather(PATIENCE);
    asked.clear();
    consumer.schedulePollTask(poller::wake); // as a worker that comes back while rows are awaited

    List<ConsumerRecord<byte[], byte[]>> more = poller.gather(PATIENCE);

    assertThat(row).hasSize(1);
    assertThat(more).isEmpty();
    assertThat(asked).containsExactly(PATIENCE);
  }

  @Test
  void whoeverWakesItBeforeItWaitsIsNotMissed() {
    poller.wake();

    assertThat(poller.gather(PATIENCE)).isEmpty();
    assertThat(poller.gather(PATIENCE)).isEmpty();

    assertThat(asked).containsExactly(Duration.ZERO, PATIENCE);
  }

  private void append(long offset) {
    consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, null, new byte[1]));
  }
}
