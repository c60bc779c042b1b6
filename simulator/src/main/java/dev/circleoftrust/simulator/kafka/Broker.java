package dev.circleoftrust.simulator.kafka;

import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker, with the rights of whoever runs it. For one thread.
 *
 * @param bootstrap {@code host:port}
 */
public record Broker(String bootstrap) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Every committed record of a topic up to its present end; none where there is no such topic. */
  public List<Seen> read(String topic) {
    var found = new ArrayList<Seen>();
    read(topic, found::add);
    return found;
  }

  /**
   * Shows every committed record of a topic up to its present end, one at a time, each partition in
   * its order.
   */
  public void read(String topic, Consumer<Seen> reader) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, List.of(topic));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          reader.accept(Seen.of(record));
        }
        if (System.nanoTime() > deadline) {
          throw new BrokerException("topic %s cannot be read to its end".formatted(topic));
        }
      }
    }
  }

  /** The committed record of a topic's one partition that stands at {@code offset}, if there is. */
  public Optional<Seen> at(String topic, long offset) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, List.of(topic));
      consumer.assign(partitions);
      if (partitions.size() != 1 || !holds(consumer, partitions, offset)) {
        return Optional.empty();
      }
      consumer.seek(partitions.getFirst(), offset);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partitions.getFirst(), PATIENCE) <= offset) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return record.offset() == offset ? Optional.of(Seen.of(record)) : Optional.empty();
        }
        if (System.nanoTime() > deadline) {
          throw new BrokerException("topic %s cannot be read at %d".formatted(topic, offset));
        }
      }
      return Optional.empty(); // what stands there is a transaction's own mark
    }
  }

  private static boolean holds(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long offset) {
    TopicPartition one = partitions.getFirst();
    return offset >= consumer.beginningOffsets(partitions, PATIENCE).getOrDefault(one, 0L)
        && offset < consumer.endOffsets(partitions, PATIENCE).getOrDefault(one, 0L);
  }

  /** The names of all topics that begin with {@code prefix}. */
  public List<String> topics(String prefix) {
    try (var consumer = consumer()) {
      return consumer.listTopics(PATIENCE).keySet().stream()
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  /**
   * Writes a record.
   *
   * @return its place
   */
  public String write(
      String topic, @Nullable Bytes key, @Nullable Bytes value, List<Seen.Label> headers) {
    return write(new Seen(topic, 0, 0, Instant.now(), key, value, headers));
  }

  /**
   * Writes a record once more, as it was seen: also the time that it bears, which means nothing.
   *
   * @return its place
   */
  public String write(Seen seen) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "max.request.size",
            8 << 20,
            "max.block.ms",
            PATIENCE.toMillis());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var record =
          new ProducerRecord<byte[], byte[]>(
              seen.topic(), 0, seen.at().toEpochMilli(), array(seen.key()), array(seen.value()));
      seen.headers().forEach(h -> record.headers().add(h.name(), h.value().toByteArray()));
      RecordMetadata written = producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return seen.topic() + "/" + written.partition() + "/" + written.offset();
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerException("topic %s takes no record".formatted(seen.topic()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while writing", e);
    }
  }

  /** Removes every record of a topic's one partition that stands before {@code offset}. */
  public void cut(String topic, long offset) {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerException("topic %s cannot be cut".formatted(topic), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while cutting", e);
    }
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    var known = consumer.listTopics(PATIENCE);
    return topics.stream()
        .filter(known::containsKey)
        .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static byte @Nullable [] array(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.toByteArray();
  }
}
