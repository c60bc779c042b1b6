package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import java.util.Collection;
import java.util.List;

/**
 * What was fetched together, judged in its order. No disk knows of it yet.
 *
 * @param rows those that are to be answered: without what an earlier session has answered
 * @param readings how far the partitions that it came from are read with it
 * @param decisions of the ECC firewall
 */
record Judged(
    List<Row> rows, Collection<Reading> readings, Collection<EccFirewall.Decision> decisions) {
  /** A row and what a judge says of it. Whatever is kept of it refers to the same bytes. */
  sealed interface Row {
    /** The record, as it came. */
    Arrival arrival();

    /** Of its partition, in this session. */
    AnswerSeed seed();

    /**
     * It may run.
     *
     * @param version the version of the circle under which that was judged
     */
    record Accepted(Arrival arrival, AnswerSeed seed, MayRun verdict, long version)
        implements Row {}

    /** It must not run. */
    record Refused(Arrival arrival, AnswerSeed seed, Refusal refusal) implements Row {}
  }
}
