package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads in which rows of one priority run, and the rows that wait for one of them. Threads of
 * the platform, not virtual ones: native database code would pin those, and a third would wait for
 * seconds. Safe for any number of threads.
 *
 * <p>It takes whatever it is given; whoever fetches rows looks first whether it is full, and leaves
 * them with the broker then. So it holds {@code capacity} rows, and those of one fetch more.
 */
final class WorkerPool {
  private static final long IDLE_SECONDS = 60;

  /** Rows as they came, in all: what is made of them is several times as large. */
  private static final long MAX_BYTES = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 64);

  private final Priority priority;
  private final int capacity;
  private final ThreadPoolExecutor threads;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong timesFull = new AtomicLong();

  /**
   * How busy it is.
   *
   * @param threads how many rows can run at once
   * @param active how many run
   * @param queued how many wait for a thread
   * @param capacity how many may wait before fetching stops
   * @param timesFull how often fetching has stopped for that
   */
  record Load(int threads, int active, int queued, int capacity, long timesFull) {}

  /**
   * @param death is told of a worker that died; the process cannot go on then
   */
  WorkerPool(Priority priority, PoolSize size, Thread.UncaughtExceptionHandler death) {
    this.priority = priority;
    this.capacity = size.capacity();
    this.threads =
        new ThreadPoolExecutor(
            size.threads(),
            size.threads(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name(priority.word() + " worker ", 1)
                .uncaughtExceptionHandler(death)
                .factory(),
            (run, _) -> ((RowRun) run).drop());
    threads.allowCoreThreadTimeOut(true);
  }

  Priority priority() {
    return priority;
  }

  /** Lets {@code run} have a thread as soon as there is one; never waits. */
  void submit(RowRun run) {
    bytes.addAndGet(run.size());
    run.onEnd(() -> bytes.addAndGet(-run.size()));
    threads.execute(run);
  }

  /** True where so many rows wait that no more should be fetched. */
  boolean isFull() {
    return threads.getQueue().size() >= capacity || bytes.get() > MAX_BYTES;
  }

  /** Counts that fetching has stopped because it is full. */
  void noteFull() {
    timesFull.incrementAndGet();
  }

  /** The product's words for it. */
  String words() {
    return "%s threadpool queue is full".formatted(priority.word().toUpperCase(Locale.ROOT));
  }

  Load load() {
    return new Load(
        threads.getCorePoolSize(),
        threads.getActiveCount(),
        threads.getQueue().size(),
        capacity,
        timesFull.get());
  }

  /** Takes the row called {@code row} back before a thread has it; false where none waits. */
  boolean cancel(SysId row) {
    Optional<RowRun> waiting =
        threads.getQueue().stream()
            .map(RowRun.class::cast)
            .filter(run -> run.isOf(row))
            .findFirst();
    if (waiting.isEmpty() || !threads.remove(waiting.get())) {
      return false;
    }
    waiting.get().cancel();
    return true;
  }

  /** Starts no more rows; those that run go on. What waited stays in the journal. */
  void stop() {
    var waiting = new ArrayList<Runnable>();
    threads.shutdown();
    threads.getQueue().drainTo(waiting);
    waiting.forEach(run -> ((RowRun) run).drop());
  }

  /** Waits for what still runs until {@code deadline} by {@link System#nanoTime()}. */
  void await(long deadline) throws InterruptedException {
    var _ = threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Interrupts what still runs: a program that nobody waits for is ended. */
  void interrupt() {
    var _ = threads.shutdownNow();
  }
}
