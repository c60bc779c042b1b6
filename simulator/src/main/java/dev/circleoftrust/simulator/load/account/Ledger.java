package dev.circleoftrust.simulator.load.account;

import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Spoiling;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps account of every record of one run, by its index. A bit a record is enough: the sys_id that
 * comes back tells the rest. Safe for any number of threads.
 */
public final class Ledger {
  private static final int NAMED = 5;

  private final long run;
  private final BitSet answered = new BitSet();
  private final Map<String, String> refusedAt = new HashMap<>();
  private final Map<String, Spoiled> spoiledAt = new HashMap<>();
  private final Map<String, Long> refusedByName = new TreeMap<>();
  private final List<String> strange = new ArrayList<>();
  private long accepted;
  private long refused;
  private long twice;
  private long unexpected;
  private long resent;

  /**
   * A record that production spoiled on purpose, by its word.
   *
   * @param index which
   * @param kind how
   */
  public record Spoiled(long index, String kind) {}

  /**
   * Of one run.
   *
   * @param run its number, as every sys_id of it bears
   */
  public Ledger(long run) {
    this.run = run;
  }

  /** The run's number. */
  public long run() {
    return run;
  }

  /** A row has a committed result. */
  public synchronized void result(LoadRow row) {
    if (isFirst(row)) {
      accepted++;
    }
  }

  /**
   * A row that production sent was refused, or failed. For one reason production sends it again by
   * itself: that is not the row's last word.
   */
  public synchronized void refused(LoadRow row, String name) {
    if (name.equals(RejectionReason.POSITION_UNKNOWN.code()) && row.run() == run) {
      resent++;
    } else if (isFirst(row)) {
      refused++;
      refusedByName.merge(name, 1L, Long::sum);
    }
  }

  /** What stood at {@code place} was refused; nothing shows that production sent it. */
  public synchronized void refusedAt(String place, String reason) {
    if (refusedAt.putIfAbsent(place, reason) != null) {
      twice++;
    }
  }

  /** Production says that it spoiled what stands at {@code place}. */
  public synchronized void spoiled(String place, Spoiled spoiled) {
    if (spoiledAt.putIfAbsent(place, spoiled) != null) {
      unexpected++;
      note("production says twice that it spoiled " + place);
    }
  }

  /** How often production sent a row again by itself. */
  public synchronized long resent() {
    return resent;
  }

  /** How many records are done with, one way or the other. */
  public synchronized long completed() {
    return accepted + refused + refusedAt.size();
  }

  /**
   * The account, once nothing more is to come.
   *
   * @param made how many records production says that it made, with the indexes 0 to {@code made -
   *     1}
   * @param spoiling which of them are to be spoiled, by the seed and not by production's word
   */
  public synchronized Account settle(long made, Spoiling spoiling) {
    var reckoning = new Reckoning(made, spoiling, (BitSet) answered.clone(), refusedAt, spoiledAt);
    var problems = new ArrayList<>(strange);
    if (!refusedByName.isEmpty()) {
      problems.add("rows that nobody spoiled were refused or failed: " + refusedByName);
    }
    if (twice > 0) {
      problems.add("%d answers to records that had one".formatted(twice));
    }
    problems.addAll(reckoning.problems());
    var reasons = new TreeMap<>(refusedByName);
    refusedAt.values().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
    return new Account(
        made,
        accepted,
        reasons,
        reckoning.spoiledByKind(),
        reckoning.missing(),
        twice,
        unexpected + reckoning.unexpected(),
        0,
        problems);
  }

  private boolean isFirst(LoadRow row) {
    if (row.run() != run || row.index() >= Integer.MAX_VALUE) {
      unexpected++;
      note("an answer to a row of another run: " + row.sysId().value());
      return false;
    }
    int index = (int) row.index();
    if (answered.get(index)) {
      twice++;
      return false;
    }
    answered.set(index);
    return true;
  }

  private void note(String problem) {
    if (strange.size() < NAMED) {
      strange.add(problem);
    }
  }
}
