package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.Recording;
import dev.circleoftrust.wire.StrictJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Inserts rows from several connections: as many as may be under way, or each when it is due. A
 * busy production is obeyed, and the same row sent again. The rows of a part are numbered without
 * gaps.
 */
final class Inserts {
  private static final double MICROS_A_SECOND = 1e6;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  private final TableClient table;
  private final Stream stream;
  private final Recording recording;
  private final InstantSource clock;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong inserted = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();
  private final AtomicReference<String> problem = new AtomicReference<>("");
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * What is inserted.
   *
   * @param agent whom rows name
   * @param code what they ask for
   * @param mix how urgent they are
   * @param seed decides which is how urgent
   * @param pace how fast they come
   */
  record Stream(String agent, Code code, Mix mix, long seed, Pace pace) {}

  /**
   * How fast rows come.
   *
   * @param rate rows a second that are due; 0 for as many as the window lets
   * @param window the most rows under way where no rate is given
   * @param connections how many are inserted at once
   */
  record Pace(double rate, int window, int connections) {}

  Inserts(TableClient table, Stream stream, Recording recording, InstantSource clock) {
    this.table = table;
    this.stream = stream;
    this.recording = recording;
    this.clock = clock;
  }

  /** Begins. */
  void start() {
    for (int i = 0; i < stream.pace().connections(); i++) {
      threads.add(Thread.ofVirtual().start(this::insertAll));
    }
  }

  /** Ends, with every row inserted that was begun; the answer is how many there are. */
  long stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return inserted.get();
  }

  /** How often production was busy. */
  long busy() {
    return busy.get();
  }

  /** Why no more is inserted; empty while it is. */
  String problem() {
    return problem.get();
  }

  private void insertAll() {
    try {
      while (!stopping && problem.get().isEmpty()) {
        if (mayInsert()) {
          insert(next.getAndIncrement());
        } else {
          Thread.sleep(LOOK_AGAIN);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problem.compareAndSet("", String.valueOf(e.getMessage()));
    }
  }

  private boolean mayInsert() {
    return stream.pace().rate() > 0
        ? due(next.get()) <= Micros.now(clock)
        : next.get() - recording.ledger().completed() < stream.pace().window();
  }

  private void insert(long index) throws InterruptedException {
    long due = stream.pace().rate() > 0 ? due(index) : Micros.now(clock);
    byte[] row = json(new LoadRow(recording.ledger().run(), index, due), index);
    while (true) {
      switch (table.insert(row)) {
        case TableClient.Reply.Inserted _ -> {
          inserted.incrementAndGet();
          return;
        }
        case TableClient.Reply.Busy(var pause) -> {
          busy.incrementAndGet();
          Thread.sleep(pause);
        }
        case TableClient.Reply.Refused(var why) ->
            throw new IllegalStateException("production refused a row: " + why);
      }
    }
  }

  private long due(long index) {
    return recording.timeline().began() + (long) (index * MICROS_A_SECOND / stream.pace().rate());
  }

  private byte[] json(LoadRow row, long index) {
    return StrictJson.encode(
            StrictJson.object()
                .put("sys_id", row.sysId().value())
                .put("agent", "mid.server." + stream.agent())
                .put("topic", stream.code().topic())
                .put("priority", Integer.toString(stream.mix().of(stream.seed(), index).code()))
                .put("payload", stream.code().payload()))
        .toByteArray();
  }
}
