package dev.circleoftrust.production.channel;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.production.dispatch.Departure;
import dev.circleoftrust.production.dispatch.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives the rows of one run after another. {@link #begin} may be called by any thread. */
final class ChannelSource implements Source {
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Rows rows;
  private final ChannelNotary notary;
  private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>(); // one run at a time
  private @Nullable Begun current;

  private record Begun(Run run, RowMaker maker) {}

  ChannelSource(Rows rows, ChannelNotary notary) {
    this.rows = rows;
    this.notary = notary;
  }

  /** Makes the rows of {@code run} from now on; the one before is over. */
  void begin(Run run, RowMaker maker) {
    begun.add(new Begun(run, maker));
  }

  @Override
  public Optional<? extends Departure> next() throws InterruptedException {
    if (current == null || current.run().isOver()) {
      current = begun.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return current == null ? Optional.empty() : batch(current.run(), current.maker());
  }

  private Optional<ChannelBatch> batch(Run run, RowMaker maker) throws InterruptedException {
    run.beginMaking();
    long first = run.made();
    try {
      List<BatchRecord> made = rows.gather(run, maker, notary.isSigning());
      return made.isEmpty() ? Optional.empty() : Optional.of(notary.batch(run, maker, first, made));
    } catch (RuntimeException e) {
      run.failed(
          Math.toIntExact(run.made() - first),
          "a batch could not be made: " + e.getClass().getSimpleName());
      throw e;
    } finally {
      run.endMaking();
    }
  }
}
