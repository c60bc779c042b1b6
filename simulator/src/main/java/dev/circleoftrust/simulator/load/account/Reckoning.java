package dev.circleoftrust.simulator.load.account;

import dev.circleoftrust.runtime.load.Spoiling;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what was answered with what the seed says, when nothing more is to come. A record is
 * valid or spoiled, never both: a valid one has one result and no refusal, a spoiled one has one
 * refusal, at the place where production put it and for the reason that fits.
 */
final class Reckoning {
  private static final int NAMED = 3;

  private final Spoiling spoiling;
  private final Map<String, String> refusedAt;
  private final Map<String, Ledger.Spoiled> spoiledAt;
  private final BitSet expected;
  private final BitSet withoutAnswer;
  private final BitSet ranThoughSpoiled;
  private final long beyond;

  /**
   * @param answered by index, the records that have an answer which names them
   * @param refusedAt by place, why what stood there was refused
   * @param spoiledAt by place, what production spoiled
   */
  Reckoning(
      long made,
      Spoiling spoiling,
      BitSet answered,
      Map<String, String> refusedAt,
      Map<String, Ledger.Spoiled> spoiledAt) {
    this.spoiling = spoiling;
    this.refusedAt = refusedAt;
    this.spoiledAt = spoiledAt;
    this.expected = expected(Math.toIntExact(made), spoiling);
    this.withoutAnswer = new BitSet();
    withoutAnswer.set(0, Math.toIntExact(made));
    withoutAnswer.andNot(answered);
    withoutAnswer.andNot(expected);
    this.ranThoughSpoiled = (BitSet) expected.clone();
    ranThoughSpoiled.and(answered);
    this.beyond =
        answered.length() <= made ? 0 : answered.get((int) made, answered.length()).cardinality();
  }

  /** How many records the seed spoils, by kind. */
  Map<String, Long> spoiledByKind() {
    var kinds = new TreeMap<String, Long>();
    expected.stream().forEach(index -> kinds.merge(spoiling.of(index).word(), 1L, Long::sum));
    return kinds;
  }

  /** How many records have no answer. */
  long missing() {
    return withoutAnswer.cardinality() + unrefused();
  }

  /** How many answers fit no record. */
  long unexpected() {
    return beyond + ranThoughSpoiled.cardinality() + uncalledFor().size() + misjudged().size();
  }

  /** A sentence for each thing that does not hold. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    if (!withoutAnswer.isEmpty()) {
      problems.add(
          "%d records have no answer, the first of them at index %d"
              .formatted(withoutAnswer.cardinality(), withoutAnswer.nextSetBit(0)));
    }
    count(problems, unrefused(), "spoiled records have no refusal");
    count(problems, ranThoughSpoiled.cardinality(), "records ran although they were spoiled");
    count(problems, beyond, "answers to records that production did not make");
    if (!told().equals(expected)) {
      problems.add("production spoiled other records than the seed chose");
    }
    named(problems, uncalledFor(), "refusals of what nobody spoiled");
    named(problems, misjudged(), "spoiled records were refused for another reason than fits");
    return problems;
  }

  private long unrefused() {
    return spoiledAt.keySet().stream().filter(place -> !refusedAt.containsKey(place)).count();
  }

  private List<String> uncalledFor() {
    return refusedAt.keySet().stream().filter(place -> !spoiledAt.containsKey(place)).toList();
  }

  private List<String> misjudged() {
    return spoiledAt.entrySet().stream()
        .filter(entry -> refusedAt.containsKey(entry.getKey()))
        .filter(entry ->
            !Refusals.expected(entry.getValue().kind()).equals(refusedAt.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The records that production says it spoiled, as the seed would have it. */
  private BitSet told() {
    var told = new BitSet();
    for (Ledger.Spoiled spoiled : spoiledAt.values()) {
      boolean asChosen = spoiling.of(spoiled.index()).word().equals(spoiled.kind());
      if (spoiled.index() < Integer.MAX_VALUE && asChosen) {
        told.set((int) spoiled.index());
      }
    }
    return told;
  }

  private void named(List<String> problems, List<String> places, String what) {
    if (!places.isEmpty()) {
      List<String> some =
          places.stream()
              .limit(NAMED)
              .map(place -> "%s (%s)".formatted(place, refusedAt.get(place)))
              .toList();
      problems.add("%d %s, such as %s".formatted(places.size(), what, some));
    }
  }

  private static void count(List<String> problems, long count, String what) {
    if (count > 0) {
      problems.add("%d %s".formatted(count, what));
    }
  }

  private static BitSet expected(int made, Spoiling spoiling) {
    var expected = new BitSet();
    for (int index = 0; spoiling.share() > 0 && index < made; index++) {
      if (spoiling.of(index) != Spoiling.Kind.NONE) {
        expected.set(index);
      }
    }
    return expected;
  }
}
