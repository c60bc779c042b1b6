package dev.circleoftrust.simulator.faults;

import java.util.Random;

/** What a row of the stream asks for. */
enum RowKind {
  /** Signed: inserts into a table without a unique key, and may not run twice. */
  ONCE("insert, not repeatable", 40),
  /** Signed: inserts, and says that it may run again. */
  REPEATABLE("insert, repeatable", 20),
  /** Signed: selects. */
  QUERY("select", 20),
  /** Needs no code. */
  HEARTBEAT("heartbeat", 10),
  /** Refers to an insert that no trusted instance signed. */
  NOT_SIGNED("not signed", 5),
  /** Brings an insert of its own. */
  OWN_SQL("own SQL", 5);

  private static final int ALL = 100;

  private final String word;
  private final int share;

  RowKind(String word, int share) {
    this.word = word;
    this.share = share;
  }

  /** What a person calls it. */
  String word() {
    return word;
  }

  /** Whether every MID Server must refuse it. */
  boolean spoiled() {
    return switch (this) {
      case NOT_SIGNED, OWN_SQL -> true;
      case ONCE, REPEATABLE, QUERY, HEARTBEAT -> false;
    };
  }

  /** The same; a select in place of what asks one MID Server about itself. */
  RowKind forCluster() {
    return this == HEARTBEAT ? QUERY : this;
  }

  /** One of them, each as often as its share of a hundred. */
  static RowKind drawn(Random random) {
    int left = random.nextInt(ALL);
    for (RowKind kind : values()) {
      left -= kind.share;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares are less than a hundred");
  }
}
