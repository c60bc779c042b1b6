package dev.circleoftrust.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients that all keep the same promises. A producer's record is acknowledged by every
 * replica in sync and written once; a consumer reads bytes whatever they are, sees committed
 * records only, commits no offset by itself and never jumps to the end of a log. Immutable; a
 * client is its caller's to close, with a bound.
 */
public final class KafkaClients {
  /** The longest that a call to a client waits, unless the caller says otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration DELIVERY = Duration.ofSeconds(30);
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  private final KafkaConnection connection;

  /** Clients of this cluster. */
  public KafkaClients(KafkaConnection connection) {
    this.connection = connection;
  }

  /** A producer that repeats a send which failed, without repeating the record. */
  public Producer<byte[], byte[]> producer(String clientId, Sending sending) {
    return new KafkaProducer<>(
        producerProperties(clientId, sending),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * A producer whose records are committed together. Its {@code initTransactions()} fences whoever
   * held the id before. A transaction that stays open for ten seconds is aborted by the broker, so
   * it spans send and commit only.
   */
  public Producer<byte[], byte[]> transactionalProducer(
      String clientId, String transactionalId, Sending sending) {
    var properties = producerProperties(clientId, sending);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer in no group: the caller assigns partitions and seeks to where it wants to read. */
  public Consumer<byte[], byte[]> consumer(String clientId) {
    return consumer(clientId, Fetching.LOG);
  }

  /** A consumer in no group that fetches as much as it is told. */
  public Consumer<byte[], byte[]> consumer(String clientId, Fetching fetching) {
    return new KafkaConsumer<>(
        consumerProperties(clientId, fetching),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * A consumer that shares topics with the other members of a group. It commits no offset by
   * itself; where the group has none it begins at the beginning.
   */
  public Consumer<byte[], byte[]> member(String clientId, Fetching fetching, GroupMember member) {
    var properties = consumerProperties(clientId, fetching);
    properties.putAll(member.properties());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> consumerProperties(String clientId, Fetching fetching) {
    var properties = common(clientId);
    properties.putAll(fetching.properties());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(PATIENCE));
    return properties;
  }

  /** A client that administers topics. */
  public Admin admin(String clientId) {
    var properties = common(clientId);
    properties.put("default.api.timeout.ms", millis(PATIENCE));
    return Admin.create(properties);
  }

  private Map<String, Object> producerProperties(String clientId, Sending sending) {
    var properties = common(clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, millis(sending.linger()));
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, sending.batchSize());
    properties.put(
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        sending.compression().name().toLowerCase(Locale.ROOT));
    // Kafka counts its own framing of a record too.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, sending.maxRecordSize() + (64 << 10));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(PATIENCE));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY));
    return properties;
  }

  private Map<String, Object> common(String clientId) {
    var properties = new HashMap<String, Object>(connection.security());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(PATIENCE));
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return properties;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
