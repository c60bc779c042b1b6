package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.wire.Digest;
import java.util.List;
import java.util.Optional;

/** What {@link CheckpointRules} found about a log. */
sealed interface Finding {
  /** What stands in the way of a checkpoint, or of a later one, for the operator. */
  List<String> obstacles();

  /**
   * The log extends what this instance vouched for before.
   *
   * @param accepted the head on which the next instruction is to build
   * @param coverable the head that may be checkpointed now; at or before {@code accepted}
   * @param obstacles why the two differ, or branches were left aside; empty where nothing is amiss
   */
  record Sound(Digest accepted, Optional<Digest> coverable, List<String> obstacles)
      implements Finding {
    public Sound {
      obstacles = List.copyOf(obstacles);
    }
  }

  /**
   * The log is not the one that this instance vouched for: nothing is signed for it, and nothing
   * builds on it.
   *
   * @param detail how it differs
   */
  record Broken(String detail) implements Finding {
    @Override
    public List<String> obstacles() {
      return List.of(detail);
    }
  }
}
