package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.Optional;

/** Folds the circle log by itself, as every process does. */
final class LogReading {
  private LogReading() {}

  /** The circle as the log had it at a time, by the broker's word for when each item came. */
  static Optional<CircleState> at(Broker broker, Digest circle, Instant time) {
    CircleState state = null;
    for (Seen seen : broker.read(EccTopics.CIRCLE)) {
      Bytes value = seen.value();
      if (value == null || seen.at().isAfter(time)) {
        continue;
      }
      try {
        LogItem item = LogItem.parse(value);
        Outcome outcome = state == null ? CircleState.establish(circle, item) : state.apply(item);
        if (outcome instanceof Outcome.Applied(var next)) {
          state = next;
        }
      } catch (MalformedException _) {
        // Skipped by every reader.
      }
    }
    return Optional.ofNullable(state);
  }
}
