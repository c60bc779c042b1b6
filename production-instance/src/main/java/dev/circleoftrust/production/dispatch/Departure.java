package dev.circleoftrust.production.dispatch;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A batch that leaves: it does not change, however often it is sent. */
public interface Departure {
  /** The records, in the order in which they are sent. */
  List<ProducerRecord<byte[], byte[]>> records();

  /** About how many bytes it keeps in memory. */
  long bytes();

  /**
   * Kafka has a record. Called by the producer's own thread, so briefly; called again should the
   * batch be sent again.
   *
   * @param index its place in {@link #records}
   */
  void stands(int index, RecordMetadata at);

  /**
   * A record can never be sent, and is left out. Called by the producer's own thread, or by the one
   * that sends.
   */
  void never(int index, String why);

  /**
   * Every record is acknowledged or left out. Called by the one thread that sends, for one batch
   * after another; called again after a pause where it throws, and nothing behind it is told.
   */
  void acknowledged();
}
