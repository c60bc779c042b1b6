package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.production.dispatch.Departure;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A part of the outbox on its way; what is acknowledged leaves the outbox. */
final class QueueBatch implements Departure {
  /** What a record needs in memory beside its bytes, about. */
  private static final int OVERHEAD = 512;

  private final EccMemory memory;
  private final UnnamedRefusals refusals;
  private final Outbox.Leaving part;
  private final List<ProducerRecord<byte[], byte[]>> records;
  private final Map<SysId, String> never = new ConcurrentHashMap<>();
  private final Map<SysId, String> unsigned = new ConcurrentHashMap<>();

  QueueBatch(EccMemory memory, UnnamedRefusals refusals, Outbox.Leaving part) {
    this.memory = memory;
    this.refusals = refusals;
    this.part = part;
    this.records = part.records().stream().map(QueueBatch::kafkaRecord).toList();
  }

  @Override
  public List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  @Override
  public long bytes() {
    return part.records().stream()
        .mapToLong(record -> record.record().value().size() + OVERHEAD)
        .sum();
  }

  /** A row that left unsigned may be named by where it stands, and by nothing else. */
  @Override
  public void stands(int index, RecordMetadata at) {
    OutboxRecord record = part.records().get(index);
    if (record.headers().isEmpty()) {
      unsigned.put(record.row(), "%s/%d/%d".formatted(at.topic(), at.partition(), at.offset()));
    }
  }

  @Override
  public void never(int index, String why) {
    never.put(part.records().get(index).row(), why);
  }

  @Override
  public void acknowledged() {
    memory
        .database()
        .inTransaction(_ -> {
          never.forEach(memory::fail);
          unsigned.forEach(refusals::sent);
          memory.outbox().remove(part);
          return records.size();
        });
  }

  private static ProducerRecord<byte[], byte[]> kafkaRecord(OutboxRecord outgoing) {
    BatchRecord record = outgoing.record();
    @Nullable Bytes key = record.key();
    var kafkaRecord =
        new ProducerRecord<byte[], byte[]>(
            record.topic(),
            record.partition(),
            key == null ? null : key.toByteArray(),
            record.value().toByteArray());
    outgoing
        .headers()
        .ifPresent(headers -> {
          kafkaRecord
              .headers()
              .add(BatchStatement.HEADER, headers.statement().toByteArray())
              .add(BatchProof.HEADER, headers.proof().toByteArray());
        });
    return kafkaRecord;
  }
}
