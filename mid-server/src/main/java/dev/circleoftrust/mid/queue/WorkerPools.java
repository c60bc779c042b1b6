package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.boot.Threads;
import dev.circleoftrust.record.SysId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A pool of threads for each priority: slow rows of one hold up no row of another. Safe for any
 * number of threads.
 */
public final class WorkerPools {
  private final Map<Priority, WorkerPool> pools = new EnumMap<>(Priority.class);

  /**
   * Pools, without a thread yet.
   *
   * @param death is told of a worker that died; the process cannot go on then
   */
  public WorkerPools(
      Threads threads, MeterRegistry registry, Thread.UncaughtExceptionHandler death) {
    for (Priority priority : Priority.values()) {
      var pool = new WorkerPool(priority, PoolSize.of(priority, threads.of(priority)), death);
      pools.put(priority, pool);
      register(pool, registry);
    }
  }

  WorkerPool of(Priority priority) {
    WorkerPool pool = pools.get(priority);
    if (pool == null) {
      throw new IllegalStateException("a priority without a pool");
    }
    return pool;
  }

  /** Takes the row called {@code row} back before it runs; false where none waits here. */
  boolean cancel(SysId row) {
    return pools.values().stream().anyMatch(pool -> pool.cancel(row));
  }

  /** Starts no more rows. */
  void stop() {
    pools.values().forEach(WorkerPool::stop);
  }

  /**
   * Waits for what still runs, once no more is started.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  void await(long deadline) throws InterruptedException {
    for (WorkerPool pool : pools.values()) {
      pool.await(deadline);
    }
  }

  /** Interrupts what still runs. */
  void interrupt() {
    pools.values().forEach(WorkerPool::interrupt);
  }

  /** How busy they are, as parameters of a payload: {@code standard_threads} and so on. */
  public List<Parameter> parameters() {
    var parameters = new ArrayList<Parameter>();
    for (WorkerPool pool : pools.values()) {
      WorkerPool.Load load = pool.load();
      String word = pool.priority().word();
      parameters.add(new Parameter(word + "_threads", Integer.toString(load.threads())));
      parameters.add(new Parameter(word + "_active", Integer.toString(load.active())));
      parameters.add(new Parameter(word + "_queued", Integer.toString(load.queued())));
      parameters.add(new Parameter(word + "_capacity", Integer.toString(load.capacity())));
      parameters.add(new Parameter(word + "_times_full", Long.toString(load.timesFull())));
    }
    return parameters;
  }

  private static void register(WorkerPool pool, MeterRegistry registry) {
    String word = pool.priority().word();
    Gauge.builder("ecc.workers.threads", pool, p -> p.load().threads())
        .tag("priority", word)
        .register(registry);
    Gauge.builder("ecc.workers.active", pool, p -> p.load().active())
        .tag("priority", word)
        .register(registry);
    Gauge.builder("ecc.workers.queued", pool, p -> p.load().queued())
        .tag("priority", word)
        .register(registry);
    FunctionCounter.builder("ecc.workers.full", pool, p -> p.load().timesFull())
        .tag("priority", word)
        .register(registry);
  }
}
