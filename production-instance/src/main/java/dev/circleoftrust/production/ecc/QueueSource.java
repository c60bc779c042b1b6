package dev.circleoftrust.production.ecc;

import dev.circleoftrust.production.dispatch.Departure;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.production.dispatch.Source;
import dev.circleoftrust.trust.CircleState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Gives the ECC queue to the dispatcher: first whatever is in the outbox and was not given, then
 * what waits. All that it gives is in the outbox, so that nothing is lost with the process.
 */
final class QueueSource implements Source {
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final EccMemory memory;
  private final OutboxFilling filling;
  private final Gathering gathering;
  private final Supplier<Optional<CircleState>> circle;
  private final Semaphore rowsCame;
  private final UnnamedRefusals refusals;
  private long given;
  private boolean sure;
  private boolean more;

  /**
   * @param rowsCame released by whoever knows of rows that may leave
   */
  QueueSource(
      EccMemory memory,
      OutboxFilling filling,
      Gathering gathering,
      Supplier<Optional<CircleState>> circle,
      Semaphore rowsCame) {
    this.memory = memory;
    this.filling = filling;
    this.gathering = gathering;
    this.circle = circle;
    this.rowsCame = rowsCame;
    this.refusals = new UnnamedRefusals(memory);
  }

  @Override
  public Optional<? extends Departure> next() throws InterruptedException {
    boolean known = sure;
    sure = false; // until this has come to its end: what was kept and not given is looked for
    Optional<QueueBatch> batch = known ? waiting() : kept();
    sure = known || batch.isEmpty();
    return batch;
  }

  private Optional<QueueBatch> kept() {
    return given(memory.outbox().after(given, gathering.batch()));
  }

  private Optional<QueueBatch> waiting() throws InterruptedException {
    if (!more) {
      awaitRows();
    }
    more = true; // should it fail, no row that came is forgotten
    OutboxFilling.Filled filled = filling.fill();
    more = filled.more();
    return given(filled.part());
  }

  private Optional<QueueBatch> given(Outbox.Leaving part) {
    given = Math.max(given, part.last());
    return part.records().isEmpty()
        ? Optional.empty()
        : Optional.of(new QueueBatch(memory, refusals, part));
  }

  /** While Code Signing is on, the first row waits a little for others to be signed with it. */
  private void awaitRows() throws InterruptedException {
    boolean came = rowsCame.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    if (came && circle.get().filter(CircleState::enforcing).isPresent()) {
      var _ =
          rowsCame.tryAcquire(
              gathering.batch() - 1, gathering.linger().toNanos(), TimeUnit.NANOSECONDS);
    }
    var _ = rowsCame.drainPermits();
  }
}
