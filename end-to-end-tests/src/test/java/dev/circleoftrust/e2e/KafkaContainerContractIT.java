package dev.circleoftrust.e2e;

import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The official image: the same contract as the embedded broker's. */
@Tag("container")
@Testcontainers
class KafkaContainerContractIT extends BrokerContract {
  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @Override
  String bootstrap() {
    return KAFKA.getBootstrapServers();
  }
}
