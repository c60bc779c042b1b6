package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Precedents;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.judgement.Verified;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Batches of records and the MID Server's judge of them, one batch after another. Not for use by
 * several threads.
 */
final class JudgedBatches {
  private final MeasuredCircle circle;
  private final Judge judge;
  private final CircleView view;
  private final List<List<Fetched>> batches;
  private int next;

  /** A record that a judge can be given once it is known what those before it share with it. */
  interface Fetched {
    /** The record, after {@code proofs} have taken note of what it brings. */
    ReceivedRecord received(SharedProofs proofs);
  }

  /** One that shares nothing. */
  static Fetched selfContained(ReceivedRecord record) {
    return _ -> record;
  }

  JudgedBatches(MeasuredCircle circle, List<List<Fetched>> batches) {
    this.circle = circle;
    this.judge = circle.judge();
    this.view = circle.view();
    this.batches = batches.stream().map(List::copyOf).toList();
  }

  /**
   * Judges the next batch in its order, as one that the judge never saw: its statement is verified
   * once.
   */
  void judge(Consumer<Verdict> sink) {
    var precedents = new Precedents();
    var proofs = new SharedProofs();
    PartitionMemory memory = new PartitionMemory.TakenOver(circle.founded().minusSeconds(1));
    for (Fetched record : batches.get(next++ % batches.size())) {
      Judgement judgement =
          judge.judge(record.received(proofs), memory, view, circle.founded(), precedents);
      memory = judgement.memory();
      sink.accept(judgement.verdict());
    }
  }

  /** Judges every batch once and makes sure of each verdict, null standing for a verified one. */
  void require(@Nullable RejectionReason expected) {
    for (int batch = 0; batch < batches.size(); batch++) {
      judge(verdict -> require(expected, verdict));
    }
  }

  private static void require(@Nullable RejectionReason expected, Verdict verdict) {
    boolean right =
        verdict instanceof Rejected rejected
            ? rejected.reason() == expected
            : expected == null && verdict instanceof Verified;
    if (!right) {
      throw new IllegalStateException("a record is judged wrongly: " + verdict);
    }
  }
}
