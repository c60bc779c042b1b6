package dev.circleoftrust.trusted.circle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the last round of checkpointing went, for the operator.
 *
 * @param head the head that was vouched for last; the empty text before the first
 * @param at when; absent before the first
 * @param obstacles what stands in the way of a checkpoint, or of a later head
 */
public record CheckpointReport(String head, @Nullable Instant at, List<String> obstacles) {
  public CheckpointReport {
    obstacles = List.copyOf(obstacles);
  }

  static CheckpointReport none() {
    return new CheckpointReport("", null, List.of());
  }

  CheckpointReport hindered(List<String> now) {
    return new CheckpointReport(head, at, now);
  }
}
