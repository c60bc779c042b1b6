package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;

/**
 * A Kafka header of a notarized record.
 *
 * @param name one of {@code cot-batch}, {@code cot-proof}, {@code cot-leaves}, {@code cot-share}
 * @param value its value
 */
public record BatchHeader(String name, Bytes value) {}
