package dev.circleoftrust.mid.queue;

import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.wire.Bytes;
import java.util.List;

/** What came of a row that was given to a worker. */
sealed interface Outcome {
  /** The row. */
  Entry entry();

  /** How many bytes it holds that nothing else does. */
  default long size() {
    return this instanceof Ran(_, var results) ? results.stream().mapToLong(Bytes::size).sum() : 0;
  }

  /**
   * It has run.
   *
   * @param results the values of the records that answer it, in their order
   */
  record Ran(Entry entry, List<Bytes> results) implements Outcome {
    public Ran {
      results = List.copyOf(results);
    }
  }

  /** It does not run. */
  record Refused(Entry entry, Refusal refusal) implements Outcome {}

  /** It has not begun, because the journal could not say so: the disk fails. */
  record Unwritten(Entry entry, StoreException cause) implements Outcome {}
}
