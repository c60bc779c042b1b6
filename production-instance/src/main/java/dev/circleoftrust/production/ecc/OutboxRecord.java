package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.Optional;

/**
 * A Kafka record to the byte, as it is to be sent and, if need be, sent again.
 *
 * @param row the row of the ECC queue that it carries
 * @param record topic, partition, key and value
 * @param headers those of a notarized record; empty for one that leaves unsigned
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record OutboxRecord(SysId row, BatchRecord record, Optional<Headers> headers) {
  /**
   * The two headers of wire form v1.
   *
   * @param statement the signed statement of the batch
   * @param proof the record's place in it
   */
  record Headers(Bytes statement, Bytes proof) {}
}
