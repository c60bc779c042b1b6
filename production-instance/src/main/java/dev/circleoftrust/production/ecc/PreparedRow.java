package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.record.SysId;

/**
 * A row of the ECC queue as the bytes in which it is to leave.
 *
 * @param row the row
 * @param record topic, partition, key and value
 * @param trusted whether production notarizes it
 */
record PreparedRow(SysId row, BatchRecord record, boolean trusted) {}
