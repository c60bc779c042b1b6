package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.trust.Change;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogEntry;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For which head of a log a trusted instance may give its word. A pure function of the log that it
 * folded and of what it remembers; no clock.
 *
 * <h2>Security</h2>
 *
 * A head is vouched for only where
 *
 * <ul>
 *   <li>it is, or builds on, the last one that was: else a log that was cut or forked would get two
 *       words from one issuer;
 *   <li>everything that tightens and is still open stands before it, or is made up for there: else
 *       whoever carries the log could make a revocation vanish by showing a sibling of it;
 *   <li>each loosening before it that is not settled was first seen inside its own window: else an
 *       exported <i>Turn off</i> would be a key that production may use in years.
 * </ul>
 */
final class CheckpointRules {
  private final CircleState state;
  private final Commitments commitments;
  private final List<String> obstacles = new ArrayList<>();

  private CheckpointRules(CircleState state, Commitments commitments) {
    this.state = state;
    this.commitments = commitments;
  }

  /** Judges the log in {@code state}. */
  static Finding judge(CircleState state, Commitments commitments) {
    return new CheckpointRules(state, commitments).judge();
  }

  private Finding judge() {
    Digest last = commitments.lastSigned();
    if (state.contradicted()) {
      return new Finding.Broken("issuers have settled two logs");
    }
    if (!state.contains(last)) {
      return new Finding.Broken(
          "the log lacks head %s, which was checkpointed here: it was cut or rolled back"
              .formatted(last));
    }
    if (state.isSuperseded(last)) {
      return new Finding.Broken(
          "issuers have settled another branch than head %s, which was checkpointed here"
              .formatted(last));
    }
    for (Digest statement : commitments.published()) {
      if (!state.containsStatement(statement)) {
        return new Finding.Broken(
            "the log lacks instruction %s, which was appended here".formatted(statement));
      }
    }
    List<Digest> walked = walk(last);
    Optional<Digest> coverable =
        walked.reversed().stream().filter(this::holdsEveryTightening).findFirst();
    if (!coverable.equals(Optional.of(walked.getLast()))) {
      obstacles.add("what tightens on another branch of the log is missing on this one");
    }
    return new Finding.Sound(walked.getLast(), coverable, obstacles);
  }

  /** The heads from {@code last} towards the tip, as far as each may follow the one before it. */
  private List<Digest> walk(Digest last) {
    var walked = new ArrayList<Digest>(List.of(last));
    Optional<LogEntry> next = next(last);
    while (next.isPresent()) {
      walked.add(next.get().head());
      next = next(next.get().head());
    }
    return walked;
  }

  /** Of several branches, the one that holds what this instance appended, else what tightens. */
  private Optional<LogEntry> next(Digest head) {
    return children(head).stream()
        .min(Comparator.comparingInt(this::preference)); // first of equals
  }

  private List<LogEntry> children(Digest head) {
    var children = new ArrayList<LogEntry>();
    for (LogEntry entry : state.entries()) {
      if (entry.previous().equals(head) && !state.isSuperseded(entry.head())) {
        if (isInTime(entry)) {
          children.add(entry);
        } else {
          obstacles.add(
              "instruction %s loosens and was first seen outside its window: export it again"
                  .formatted(entry.statementId()));
        }
      }
    }
    return children;
  }

  private boolean isInTime(LogEntry entry) {
    if (!entry.loosens() || state.isSettled(entry.head())) {
      return true;
    }
    Instant seen = commitments.firstSeen().get(entry.head());
    return seen != null && entry.instruction().validity().contains(seen);
  }

  private int preference(LogEntry child) {
    if (state.isSettled(child.head())) {
      return 0;
    }
    List<LogEntry> tightening =
        openTightenings().stream()
            .filter(entry -> state.descends(entry.head(), child.head()))
            .toList();
    if (tightening.stream().anyMatch(this::isPublishedHere)) {
      return 1;
    }
    return tightening.isEmpty() ? 3 : 2;
  }

  private List<LogEntry> openTightenings() {
    return state.entries().stream()
        .filter(entry -> !entry.loosens() && !state.isSuperseded(entry.head()))
        .toList();
  }

  private boolean isPublishedHere(LogEntry entry) {
    return commitments.published().contains(entry.statementId());
  }

  private boolean holdsEveryTightening(Digest head) {
    List<LogEntry> path = state.pathTo(head);
    var onPath = path.stream().map(LogEntry::head).collect(Collectors.toSet());
    return openTightenings().stream()
        .allMatch(entry ->
            onPath.contains(entry.head())
                || (!isPublishedHere(entry) && isMadeUpFor(entry.change(), path)));
  }

  /**
   * Whether the path is as strict without the change. A revocation or withdrawal cannot be made up
   * for: a reader who is shown the settled path first would never accept it.
   */
  private static boolean isMadeUpFor(Change tightening, List<LogEntry> path) {
    return switch (tightening) {
      case Change.Enforce(var on) -> on && lastEnforce(path);
      case Change.Require(var purpose, var issuers) -> lastRequired(path, purpose) >= issuers;
      case Change.Admit _, Change.Revoke _, Change.Withdraw _ -> false;
    };
  }

  private static boolean lastEnforce(List<LogEntry> path) {
    boolean enforcing = false;
    for (LogEntry entry : path) {
      if (entry.change() instanceof Change.Enforce(var on)) {
        enforcing = on;
      }
    }
    return enforcing;
  }

  private static int lastRequired(List<LogEntry> path, KeyPurpose purpose) {
    int required = 0;
    for (LogEntry entry : path) {
      if (entry.change() instanceof Change.Require(var of, var issuers) && of == purpose) {
        required = issuers;
      }
    }
    return required;
  }
}
