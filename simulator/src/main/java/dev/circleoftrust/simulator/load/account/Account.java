package dev.circleoftrust.simulator.load.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of every record of a part: sent = accepted + refused by reason, and nothing else.
 *
 * @param made how many production says that it made
 * @param accepted how many have one committed result
 * @param refused how many were refused as expected, by reason
 * @param spoiled how many the seed spoiled, by kind
 * @param missing how many have no answer
 * @param twice how many answers came for a record that had one
 * @param unexpected answers and refusals that fit no record, or another reason
 * @param signatureBytes bytes of headers on the wire
 * @param problems a sentence for each thing that does not hold
 */
public record Account(
    long made,
    long accepted,
    Map<String, Long> refused,
    Map<String, Long> spoiled,
    long missing,
    long twice,
    long unexpected,
    long signatureBytes,
    List<String> problems) {
  /** Of nothing. */
  public static final Account NOTHING =
      new Account(0, 0, Map.of(), Map.of(), 0, 0, 0, 0, List.of());

  public Account {
    refused = new TreeMap<>(refused);
    spoiled = new TreeMap<>(spoiled);
    problems = List.copyOf(problems);
  }

  /** Whether every record is accounted for. */
  public boolean held() {
    return problems.isEmpty();
  }

  /** How many were refused, for whatever reason. */
  public long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same with more that was found about it. */
  public Account with(long headerBytes, List<String> found) {
    var all = new ArrayList<>(problems);
    all.addAll(found);
    return new Account(
        made, accepted, refused, spoiled, missing, twice, unexpected, headerBytes, all);
  }

  /**
   * Both together; the problems of {@code other} bear its name.
   *
   * @param name of the part that {@code other} is of
   * @param countBytes whether bytes of headers of {@code other} count, as in a part without
   *     signatures
   */
  public Account plus(String name, Account other, boolean countBytes) {
    var all = new ArrayList<>(problems);
    other.problems.forEach(problem -> all.add(name + ": " + problem));
    return new Account(
        made + other.made,
        accepted + other.accepted,
        sum(refused, other.refused),
        sum(spoiled, other.spoiled),
        missing + other.missing,
        twice + other.twice,
        unexpected + other.unexpected,
        signatureBytes + (countBytes ? other.signatureBytes : 0),
        all);
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    var sum = new TreeMap<>(one);
    other.forEach((name, count) -> sum.merge(name, count, Long::sum));
    return sum;
  }
}
