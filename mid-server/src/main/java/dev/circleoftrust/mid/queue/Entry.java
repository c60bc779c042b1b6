package dev.circleoftrust.mid.queue;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.List;

/**
 * A row in the journal: it was fetched, and its one result is not known to be committed.
 *
 * @param number its place in the journal, in the order in which rows were fetched
 * @param arrival the record, as it came, with the proof that it shares in its headers
 * @param answer the sys_id of the ECC input that is its last or only result, drawn when it was
 *     fetched: by it the result is found again on the topic
 * @param state how far it has come
 */
record Entry(long number, Arrival arrival, SysId answer, State state) {
  /** How far a row has come. A row whose result is committed leaves the journal. */
  sealed interface State {
    /** It may run, by a judgement that does not outlive the process. */
    record Accepted() implements State {}

    /** As accepted; and its cluster knows that this member has it, so that nobody else does. */
    record Taken() implements State {}

    /** It must not run, and that is final. */
    record Refused(Refusal refusal) implements State {}

    /** It has been started. */
    record Running() implements State {}

    /** It has been started a second time, since its signature says that this does no harm. */
    record RunningAgain() implements State {}

    /**
     * It has run.
     *
     * @param results the values of the records that answer it, in their order
     */
    record Done(List<Bytes> results) implements State {
      public Done {
        results = List.copyOf(results);
      }
    }
  }

  Entry {
    arrival = arrival.selfContained(); // whoever reads the journal sees no other record
  }

  Entry with(State next) {
    return new Entry(number, arrival, answer, next);
  }

  /** How many bytes it has: the record, and its results. */
  long size() {
    long results =
        state instanceof State.Done(var done) ? done.stream().mapToLong(Bytes::size).sum() : 0;
    return arrival.size() + results;
  }
}
