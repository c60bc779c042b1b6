package dev.circleoftrust.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One topic of one partition on a broker, written and read as a client would. */
record TestTopic(String bootstrapServers, String name) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  NewTopic definition() {
    return new NewTopic(name, Optional.of(1), Optional.empty());
  }

  void create() throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(definition())).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Returns when the broker has acknowledged every value. */
  void append(String... values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (String value : values) {
        producer.send(record(value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  KafkaProducer<byte[], byte[]> transactionalProducer(String id) {
    return producer(Map.of("transactional.id", id, "transaction.timeout.ms", 10_000));
  }

  ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>(name, value.getBytes(UTF_8));
  }

  /** Every committed value from the start to the present end. */
  List<String> read() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    var partition = new TopicPartition(name, 0);
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = requireNonNull(consumer.endOffsets(List.of(partition), PATIENCE).get(partition));
      long began = System.nanoTime();
      while (consumer.position(partition, PATIENCE) < end) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(100))) {
          values.add(new String(read.value(), UTF_8));
        }
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new AssertionError("read only %s before offset %d".formatted(values, end));
        }
      }
    }
    return values;
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    var settings = new HashMap<String, Object>(more);
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("max.block.ms", PATIENCE.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
