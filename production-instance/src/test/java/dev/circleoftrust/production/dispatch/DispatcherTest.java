package dev.circleoftrust.production.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two stages over producers that do what a test tells them. */
class DispatcherTest {
  private final BlockingQueue<Departure> waiting = new LinkedBlockingQueue<>();
  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final List<Integer> arrived = new CopyOnWriteArrayList<>();
  private final List<String> never = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Dispatcher dispatcher =
      Dispatcher.start(
          "test",
          () -> Optional.ofNullable(waiting.poll(1, TimeUnit.SECONDS)),
          this::producer,
          Destinations.MADE,
          DispatchMeters.of(registry, "test"));

  @AfterEach
  void stop() {
    dispatcher.close();
  }

  @Test
  void theNextBatchIsSentWhileTheFirstIsOnItsWay() {
    depart(0, 3);
    depart(3, 2);

    await().until(() -> producers.size() == 1 && producers.getFirst().history().size() == 5);
    assertThat(arrived).isEmpty();
    acknowledge(producers.getFirst(), 5);

    await().until(() -> arrived.equals(List.of(0, 3)));
    assertThat(registry.get("ecc.dispatch.batch").summary().totalAmount()).isEqualTo(5);
    assertThat(registry.get("ecc.dispatch.acknowledged").timer().count()).isEqualTo(2);
    assertThat(dispatcher.inFlight()).isZero();
  }

  @Test
  void noBatchIsToldBeforeTheOneBeforeIt() {
    depart(0, 1);
    depart(1, 1);
    await().until(() -> producers.size() == 1 && producers.getFirst().history().size() == 2);

    acknowledge(producers.getFirst(), 1);
    await().until(() -> arrived.equals(List.of(0)));
    acknowledge(producers.getFirst(), 1);
    await().until(() -> arrived.equals(List.of(0, 1)));
  }

  @Test
  void whatFailsIsSentAgainInItsOrderByANewProducerAndWhatArrivedIsNot() {
    depart(0, 3);
    depart(3, 2);
    await().until(() -> producers.size() == 1 && producers.getFirst().history().size() == 5);

    acknowledge(producers.getFirst(), 1);
    var _ = producers.getFirst().errorNext(new TimeoutException("nobody answers"));
    assertThat(producers.getFirst().closed()).isTrue();
    await().until(() -> producers.size() == 2 && producers.getLast().history().size() == 4);

    assertThat(numbers(producers.getLast())).containsExactly(1, 2, 3, 4);
    acknowledge(producers.getLast(), 4);
    await().until(() -> arrived.equals(List.of(0, 3)));
  }

  @Test
  void aRecordThatIsTooLargeIsLeftOutAndHoldsNothingUp() {
    depart(0, 3);
    await().until(() -> producers.size() == 1 && producers.getFirst().history().size() == 3);

    acknowledge(producers.getFirst(), 1);
    var _ = producers.getFirst().errorNext(new RecordTooLargeException("too large"));
    acknowledge(producers.getFirst(), 1);

    await().until(() -> arrived.equals(List.of(0)));
    assertThat(never).containsExactly("1: it is too large for its Kafka topic");
    assertThat(producers).hasSize(1);
  }

  @Test
  void aBatchThatCannotNoteItsArrivalIsToldAgainBeforeThoseBehindIt() {
    refusals.set(1);
    depart(0, 1);
    depart(1, 1);
    await().until(() -> producers.size() == 1 && producers.getFirst().history().size() == 2);

    acknowledge(producers.getFirst(), 2);

    await().until(() -> arrived.equals(List.of(0, 1)));
    assertThat(refusals).hasValue(0);
    assertThat(producers.getFirst().history()).hasSize(2);
  }

  @Test
  void whoeverMakesBatchesWaitsWhereNoneArrives() {
    for (int i = 0; i < 40; i++) {
      depart(i, 1, InFlight.MAX_BYTES / 16);
    }
    await().until(() -> dispatcher.inFlight() == 16);

    await().during(Duration.ofMillis(300)).until(() -> dispatcher.inFlight() == 16);
    assertThat(waiting).hasSize(24);
    acknowledge(producers.getFirst(), 16);
    await().until(() -> waiting.size() == 8);
  }

  private void depart(int first, int count) {
    depart(first, count, 100);
  }

  private void depart(int first, int count, long bytes) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = first; i < first + count; i++) {
      byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      records.add(new ProducerRecord<>("topic", 0, null, value));
    }
    waiting.add(new TestDeparture(first, records, bytes));
  }

  private Producer<byte[], byte[]> producer() {
    var producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  private static void acknowledge(MockProducer<byte[], byte[]> producer, int records) {
    for (int i = 0; i < records; i++) {
      assertThat(producer.completeNext()).isTrue();
    }
  }

  private static List<Integer> numbers(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream()
        .map(record -> ByteBuffer.wrap(record.value()).getInt())
        .toList();
  }

  private final class TestDeparture implements Departure {
    private final int first;
    private final List<ProducerRecord<byte[], byte[]>> records;
    private final long bytes;

    private TestDeparture(int first, List<ProducerRecord<byte[], byte[]>> records, long bytes) {
      this.first = first;
      this.records = records;
      this.bytes = bytes;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> records() {
      return records;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void stands(int index, RecordMetadata at) {}

    @Override
    public void never(int index, String why) {
      never.add(index + ": " + why);
    }

    @Override
    public void acknowledged() {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the disk is full");
      }
      arrived.add(first);
    }
  }
}
