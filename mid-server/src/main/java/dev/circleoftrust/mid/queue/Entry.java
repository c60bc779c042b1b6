package dev.circleoftrust.mid.queue;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;

/**
 * A row in the journal: it was fetched, and its one result is not known to be committed.
 *
 * @param number its place in the journal, in the order in which rows were fetched
 * @param arrival the record, as it came
 * @param answer the sys_id of the ECC input that is its one result, drawn when it was fetched: by
 *     it the result is found again on the topic
 * @param state how far it has come
 */
record Entry(long number, Arrival arrival, SysId answer, State state) {
  /** How far a row has come. A row whose result is committed leaves the journal. */
  sealed interface State {
    /** It may run, by a judgement that does not outlive the process. */
    record Accepted() implements State {}

    /** It must not run, and that is final. */
    record Refused(Refusal refusal) implements State {}

    /** It has been started. */
    record Running() implements State {}

    /**
     * It has run.
     *
     * @param result the value of the record that answers it
     */
    record Done(Bytes result) implements State {}
  }

  Entry with(State next) {
    return new Entry(number, arrival, answer, next);
  }
}
