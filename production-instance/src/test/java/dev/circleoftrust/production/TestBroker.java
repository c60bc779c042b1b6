package dev.circleoftrust.production;

import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A real broker, and what others than production write into it and read from it. */
final class TestBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedBroker broker;
  final KafkaClients clients;

  TestBroker(Path folder) {
    this(folder, BrokerPorts.FREE);
  }

  private TestBroker(Path folder, BrokerPorts ports) {
    this.broker = EmbeddedBroker.start(folder, ports);
    this.clients = new KafkaClients(KafkaConnection.plaintext(broker.bootstrapServers()));
  }

  /** The same broker once it was closed, where clients look for it. */
  TestBroker again(Path folder) {
    String address = bootstrap();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    return new TestBroker(folder, new BrokerPorts(port, 0));
  }

  String bootstrap() {
    return broker.bootstrapServers();
  }

  void send(String topic, Bytes value) throws Exception {
    if (!List.of(EccTopics.CIRCLE, EccTopics.CHECKPOINTS, EccTopics.UPDATE_SETS).contains(topic)) {
      Topics.ensure(clients, List.of(Topics.ecc(topic)));
    }
    try (var producer = clients.producer("test", Sending.AT_ONCE.withMaxRecordSize(4 << 20))) {
      var _ =
          producer
              .send(new ProducerRecord<>(topic, 0, null, value.toByteArray()))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Everything in a topic, as soon as it is {@code enough}. */
  List<LogRecord> read(String topic, Predicate<List<LogRecord>> enough) {
    TopicPartition place = Topics.single(topic);
    var records = new ArrayList<LogRecord>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (var consumer = clients.consumer("test")) {
      consumer.assign(List.of(place));
      consumer.seek(place, 0);
      while (!enough.test(records)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("%s has %d records".formatted(topic, records.size()));
        }
        consumer.poll(Duration.ofMillis(100)).forEach(found -> records.add(LogRecord.of(found)));
      }
    }
    return records;
  }

  @Override
  public void close() {
    broker.close();
  }
}
