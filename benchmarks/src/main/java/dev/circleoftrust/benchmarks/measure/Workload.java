package dev.circleoftrust.benchmarks.measure;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.runtime.kafka.Fetching;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import java.time.Duration;
import java.util.Locale;

/**
 * What is measured: the same for everything that is compared.
 *
 * @param bootstrap where the broker is
 * @param records how many are counted, at least one
 * @param size of a record's JSON in bytes
 * @param compression of what a producer gathers
 * @param partitions of the topic, at least one
 * @param keyType what batches are signed with
 * @param warmUp how long what signs runs before it counts, and how long an attempt at least takes
 *     of what only reads
 */
public record Workload(
    String bootstrap,
    long records,
    int size,
    Sending.Compression compression,
    int partitions,
    KeyType keyType,
    Duration warmUp) {
  /** As much at once as a MID Server under load takes. */
  public static final Fetching FETCHING = new Fetching(4 << 20, 2000);

  public Workload {
    if (records < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "%d records in %d partitions".formatted(records, partitions));
    }
  }

  /** The same with another number of records. */
  public Workload of(long number) {
    return new Workload(bootstrap, number, size, compression, partitions, keyType, warmUp);
  }

  public Sending sending() {
    return Sending.GATHERED.withCompression(compression);
  }

  /** The codec as Kafka calls it. */
  public String codec() {
    return compression.name().toLowerCase(Locale.ROOT);
  }

  public KafkaClients clients() {
    return new KafkaClients(KafkaConnection.plaintext(bootstrap));
  }
}
