package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/** A record's proven place: production sent this record, here. Only a batch can make one. */
public final class Proven {
  private final BatchStatement statement;
  private final long sequence;

  Proven(BatchStatement statement, long sequence) {
    this.statement = statement;
    this.sequence = sequence;
  }

  /** The id of the key that notarized it. */
  public Digest keyId() {
    return statement.keyId();
  }

  /** The stream, 16 bytes. */
  public Bytes stream() {
    return statement.stream();
  }

  /** Its sequence in the stream. */
  public long sequence() {
    return sequence;
  }

  /** When the batch was signed, by production's clock. */
  public Instant signedAt() {
    return statement.signedAt();
  }

  /** The last moment at which it may run, by production's word. */
  public Instant notAfter() {
    return statement.notAfter();
  }

  /** The root of its batch. */
  public Digest root() {
    return statement.root();
  }

  /** The number of records in its batch. */
  public int batchSize() {
    return statement.size();
  }
}
