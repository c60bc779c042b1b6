package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.List;

/**
 * What a MID Server remembers of one partition, on its own disk: how far notarized records were
 * judged. Consumer offsets are the broker's word; this is not.
 */
public sealed interface PartitionMemory {
  /**
   * No notarized record of the partition was judged since the MID Server took it over.
   *
   * @param takenOverAt when that was: what was signed before may have run elsewhere
   */
  record TakenOver(Instant takenOverAt) implements PartitionMemory {}

  /**
   * Judged up to a position.
   *
   * @param key the notarization key
   * @param stream the stream of that key
   * @param sequence the last sequence in that stream
   * @param signedAt the latest signing time that was accepted here
   * @param left keys and streams that the partition has left, as {@code key || stream}: it never
   *     goes back
   */
  record Reached(Digest key, Bytes stream, long sequence, Instant signedAt, List<Bytes> left)
      implements PartitionMemory {
    public Reached {
      left = List.copyOf(left);
    }
  }
}
