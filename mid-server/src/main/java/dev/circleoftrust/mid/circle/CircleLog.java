package dev.circleoftrust.mid.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.trust.CheckpointReading;
import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the circle log, and keeps on disk what it accepts before it acts on it. What is no valid
 * child is skipped, counted by reason, and halts nobody.
 *
 * <p>One thread offers; {@link #snapshot()} is safe for any number.
 *
 * <h2>Security</h2>
 *
 * A topic that is empty, cut or rewritten takes nothing back: what is on disk stays in force.
 */
final class CircleLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(CircleLog.class);

  private final Digest pin;
  private final CircleMemory memory;
  private final InstantSource clock;
  private final LogSkips itemSkips;
  private final LogSkips checkpointSkips;
  private final AtomicReference<CircleSnapshot> snapshot =
      new AtomicReference<>(CircleSnapshot.empty());
  private final Map<Digest, Instant> appended = new HashMap<>();
  private final Set<Digest> seen = new HashSet<>();
  private boolean passing;

  private CircleLog(Digest pin, CircleMemory memory, InstantSource clock, MeterRegistry registry) {
    this.pin = pin;
    this.memory = memory;
    this.clock = clock;
    this.itemSkips = new LogSkips(registry, "circle.log.skipped");
    this.checkpointSkips = new LogSkips(registry, "circle.checkpoints.skipped");
  }

  /**
   * Folds what is on disk, verifying all of it again: the pin is the only thing that is trusted.
   */
  static CircleLog open(
      Digest pin, CircleMemory memory, InstantSource clock, MeterRegistry registry) {
    var log = new CircleLog(pin, memory, clock, registry);
    for (CircleMemory.Item item : memory.items()) {
      log.recall(item);
    }
    memory.checkpoints().forEach(log::recallCheckpoint);
    return log;
  }

  CircleSnapshot snapshot() {
    return snapshot.get();
  }

  /** A reading of the topic from its beginning starts. */
  void beginPass() {
    seen.clear();
    passing = true;
  }

  /** A reading of the topic from its beginning has come to the end that the topic had. */
  void endPass() {
    passing = false;
    compare();
  }

  /** Compares what was seen since the topic's beginning with what is on disk. */
  private void compare() {
    Set<Digest> missing = new HashSet<>(appended.keySet());
    missing.removeAll(seen);
    if (missing.size() != snapshot.get().withheld()) {
      LOGGER
          .atWarn()
          .addKeyValue("instructions", missing.size())
          .log(
              missing.isEmpty()
                  ? "the circle log on the broker is whole again"
                  : "the circle log on the broker lacks what this disk has; enforcing by the disk");
      snapshot.updateAndGet(now -> now.withheld(missing.size()));
    }
  }

  /**
   * Offers the value of a record of the topic.
   *
   * @param appendedAt the record's timestamp
   * @param counted true where this record was skipped before, by an earlier reading
   */
  void offer(Bytes value, Instant appendedAt, boolean counted) {
    LogItem item;
    try {
      item = LogItem.parse(value);
    } catch (MalformedException e) {
      skip(LogRefusal.MALFORMED, e.fact(), counted);
      return;
    }
    if (!(item instanceof LogItem.Settled)) {
      seen.add(item.envelope().statementId());
    }
    if (!passing && snapshot.get().withheld() > 0) {
      compare(); // what was missing may have come back
    }
    switch (outcome(item)) {
      case Outcome.Applied(var next) -> {
        memory.add(new CircleMemory.Item(item.encode(), appendedAt));
        become(next, item, appendedAt);
        LOGGER
            .atInfo()
            .addKeyValue("statement", item.envelope().statementId())
            .addKeyValue("head", next.head())
            .addKeyValue("settledHead", next.settledHead())
            .addKeyValue("enforcing", next.enforcing())
            .log("circle log: item applied");
      }
      case Outcome.Refused(var reason, var detail) -> skip(reason, detail, counted);
    }
    if (item instanceof LogItem.Settled(var envelope)) {
      offerCheckpoints(List.of(envelope.encode()));
    }
  }

  /** True where {@code checkpoint} can be decided on without reading the log any further. */
  boolean isDecidable(Bytes checkpoint) {
    CircleState state = snapshot.get().state();
    try {
      return state != null
          && state.read(Envelope.parse(checkpoint)) instanceof CheckpointReading.Genuine genuine
          && state.contains(genuine.head());
    } catch (MalformedException _) {
      return true;
    }
  }

  /**
   * Offers the values of records of the topic of checkpoints. The log has been read to its end, or
   * knows their heads. The newest of each issuer is kept on disk.
   */
  void offerCheckpoints(List<Bytes> values) {
    var newest = new LinkedHashMap<IssuerName, Bytes>();
    Checkpoints next = snapshot.get().checkpoints();
    for (Bytes value : values) {
      try {
        next = after(next, Envelope.parse(value), newest);
      } catch (MalformedException _) {
        checkpointSkips.count(LogRefusal.MALFORMED);
      }
    }
    newest.forEach(memory::remember);
    if (!newest.isEmpty()) {
      Checkpoints kept = next;
      snapshot.updateAndGet(now -> now.with(kept));
    }
  }

  /** What is known after {@code envelope}; if that changes anything, it is one of the newest. */
  private Checkpoints after(Checkpoints known, Envelope envelope, Map<IssuerName, Bytes> newest) {
    CircleState state = snapshot.get().state();
    if (state == null) {
      checkpointSkips.count(LogRefusal.NOT_ESTABLISHED);
      return known;
    }
    return switch (state.read(envelope)) {
      case CheckpointReading.Genuine genuine -> {
        Checkpoints next = known.with(genuine, clock.instant());
        if (!next.equals(known)) {
          newest.put(genuine.issuer(), envelope.encode());
        }
        yield next;
      }
      case CheckpointReading.Refused(var reason, _) -> {
        checkpointSkips.count(reason);
        yield known;
      }
    };
  }

  private void recall(CircleMemory.Item stored) {
    try {
      LogItem item = LogItem.parse(stored.value());
      switch (outcome(item)) {
        case Outcome.Applied(var next) -> become(next, item, stored.appendedAt());
        case Outcome.Refused(var reason, var detail) -> damaged(reason.code() + ": " + detail);
      }
    } catch (MalformedException e) {
      damaged(e.fact());
    }
  }

  private void recallCheckpoint(Bytes stored) {
    CircleSnapshot now = snapshot.get();
    try {
      Envelope envelope = Envelope.parse(stored);
      if (now.state() != null
          && now.state().read(envelope) instanceof CheckpointReading.Genuine genuine) {
        snapshot.set(now.with(now.checkpoints().with(genuine, clock.instant())));
      }
    } catch (MalformedException e) {
      damaged(e.fact());
    }
  }

  private Outcome outcome(LogItem item) {
    CircleState state = snapshot.get().state();
    return state == null ? CircleState.establish(pin, item) : state.apply(item);
  }

  private void become(CircleState next, LogItem item, Instant appendedAt) {
    if (!(item instanceof LogItem.Settled)) {
      appended.put(item.envelope().statementId(), appendedAt);
    }
    Instant since =
        next.pathTo(next.enforcementHead()).reversed().stream()
            .findFirst()
            .map(entry -> appended.getOrDefault(entry.statementId(), Instant.EPOCH))
            .orElse(Instant.EPOCH);
    snapshot.updateAndGet(now -> now.with(next, since));
  }

  private void skip(LogRefusal reason, String detail, boolean counted) {
    if (counted || reason == LogRefusal.ALREADY_APPLIED) {
      return;
    }
    itemSkips.count(reason);
    LOGGER
        .atWarn()
        .addKeyValue("reason", reason.code())
        .addKeyValue("detail", detail)
        .log("circle log: item skipped");
  }

  private static void damaged(String detail) {
    LOGGER
        .atError()
        .addKeyValue("detail", detail)
        .log("an item of the circle log on this disk is refused: the disk was altered");
  }
}
