package dev.circleoftrust.trust;

import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The genuine instructions, each hanging from the head that it names, and who has checkpointed
 * which head. A hostile broker may show two genuine children of one head, so this is a tree and not
 * a list. Immutable.
 */
final class LogTree {
  private final Digest root;
  private final Map<Digest, LogEntry> entries;

  /** The heads that each issuer has checkpointed, with all that they build on. */
  private final Map<IssuerName, Set<Digest>> covered;

  private LogTree(
      Digest root, Map<Digest, LogEntry> entries, Map<IssuerName, Set<Digest>> covered) {
    this.root = root;
    this.entries = entries;
    this.covered = covered;
  }

  static LogTree of(Digest root) {
    return new LogTree(root, Map.of(), Map.of());
  }

  LogTree with(LogEntry entry) {
    var more = new LinkedHashMap<>(entries);
    more.put(entry.head(), entry);
    return new LogTree(root, more, covered);
  }

  LogTree withCheckpoint(IssuerName issuer, Digest head) {
    var heads = new HashSet<>(covered.getOrDefault(issuer, Set.of()));
    LogEntry entry = entries.get(head);
    boolean isNew = heads.add(head);
    while (isNew && entry != null) { // what an earlier checkpoint covers is in it to the root
      isNew = heads.add(entry.previous());
      entry = entries.get(entry.previous());
    }
    var more = new LinkedHashMap<>(covered);
    more.put(issuer, heads);
    return new LogTree(root, entries, more);
  }

  Digest root() {
    return root;
  }

  /** Every entry, in the order in which they were applied. */
  Collection<LogEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  boolean contains(Digest head) {
    return head.equals(root) || entries.containsKey(head);
  }

  /** The entries that build directly on {@code head}, the first applied first. */
  List<LogEntry> children(Digest head) {
    return entries.values().stream().filter(entry -> entry.previous().equals(head)).toList();
  }

  /** True where {@code head} is {@code ancestor} or builds on it. */
  boolean descends(Digest head, Digest ancestor) {
    Digest at = head;
    while (!at.equals(ancestor)) {
      LogEntry entry = entries.get(at);
      if (entry == null) {
        return false;
      }
      at = entry.previous();
    }
    return true;
  }

  /** The entries after {@code from} up to {@code to}, which descends from it. */
  List<LogEntry> path(Digest from, Digest to) {
    var path = new ArrayList<LogEntry>();
    for (Digest at = to; !at.equals(from); ) {
      LogEntry entry = entries.get(at);
      if (entry == null) {
        throw new IllegalArgumentException("the second head does not descend from the first");
      }
      path.add(entry);
      at = entry.previous();
    }
    return path.reversed();
  }

  /** How many of {@code issuers} have checkpointed {@code head} or what builds on it. */
  int coverage(Digest head, Set<IssuerName> issuers) {
    return (int)
        issuers.stream()
            .filter(issuer -> covered.getOrDefault(issuer, Set.of()).contains(head))
            .count();
  }

  /**
   * True where a checkpoint by {@code issuer} for {@code head}, or for what builds on it, is here.
   */
  boolean isCheckpointed(IssuerName issuer, Digest head) {
    return coverage(head, Set.of(issuer)) == 1;
  }
}
