package dev.circleoftrust.mid;

import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Kafka as anybody who can reach the broker uses it. */
final class Wire implements AutoCloseable {
  private final KafkaClients clients;
  private final Producer<byte[], byte[]> producer;

  Wire(String bootstrap) {
    this.clients = new KafkaClients(KafkaConnection.plaintext(bootstrap));
    this.producer = clients.producer("test", Sending.AT_ONCE.withMaxRecordSize(4 << 20));
  }

  void make(NewTopic... topics) {
    Topics.ensure(clients, List.of(topics));
  }

  void delete(String topic) throws ExecutionException, InterruptedException {
    try (var admin = clients.admin("test")) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  /** Lets the records of a topic go that stand before {@code offset}. */
  void deleteBefore(String topic, long offset) throws ExecutionException, InterruptedException {
    try (var admin = clients.admin("test")) {
      admin
          .deleteRecords(Map.of(Topics.single(topic), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  long append(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    RecordMetadata metadata = producer.send(record).get();
    return metadata.offset();
  }

  long append(String topic, Bytes value) throws ExecutionException, InterruptedException {
    return append(new ProducerRecord<>(topic, 0, null, value.toByteArray()));
  }

  /** Everything that is committed on a topic now. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    TopicPartition place = Topics.single(topic);
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = clients.consumer("test")) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      while (consumer.position(place) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** How many of what is committed on a topic now are as {@code wanted}. */
  long count(String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    TopicPartition place = Topics.single(topic);
    long count = 0;
    try (var consumer = clients.consumer("test")) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      while (consumer.position(place) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          count += wanted.test(record) ? 1 : 0;
        }
      }
    }
    return count;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
