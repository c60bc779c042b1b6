package dev.circleoftrust.production.ecc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the ECC queue on its way, in a thread of its own: first whatever is in the outbox already,
 * then what waits. Rows that come in while a batch is on its way make the next batch.
 */
final class Dispatcher implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Dispatcher.class);
  private static final int MAX_SENT = 1024;
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final EccMemory memory;
  private final OutboxFilling filling;
  private final EccSender sender;
  private final Semaphore rowsCame;
  private final UnnamedRefusals refusals;

  /**
   * @param rowsCame released by whoever knows of rows that may leave
   */
  Dispatcher(EccMemory memory, OutboxFilling filling, EccSender sender, Semaphore rowsCame) {
    this.memory = memory;
    this.filling = filling;
    this.sender = sender;
    this.rowsCame = rowsCame;
    this.refusals = new UnnamedRefusals(memory);
  }

  /** Runs until the thread is interrupted. */
  @Override
  public void run() {
    try (sender) {
      while (!Thread.currentThread().isInterrupted()) {
        step();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the way to end it; what is in the outbox stays there
    }
  }

  /** Sends what is in the outbox, then fills it; waits where there is nothing to do. */
  private void step() throws InterruptedException {
    try {
      if (!sendOutbox() && filling.fill() == 0) {
        awaitRows();
      }
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("ECC outputs cannot be sent; they are kept");
      Thread.sleep(AFTER_FAILURE);
    } catch (RuntimeException e) {
      // Nothing may end this loop: a row that has not left leaves later.
      LOGGER.atError().setCause(e).log("dispatching the ECC queue failed");
      Thread.sleep(AFTER_FAILURE);
    }
  }

  /** Sends the oldest of the outbox; false where it is empty. */
  boolean sendOutbox() throws InterruptedException {
    List<OutboxRecord> records = memory.outbox().first(MAX_SENT);
    if (records.isEmpty()) {
      return false;
    }
    EccSender.Sent sent = sender.send(records);
    memory
        .database()
        .inTransaction(_ -> {
          sent.never().forEach(memory::fail);
          sent.unsigned().forEach(refusals::sent);
          records.forEach(record -> memory.outbox().remove(record.row()));
          return records.size();
        });
    return true;
  }

  private void awaitRows() throws InterruptedException {
    var _ = rowsCame.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    var _ = rowsCame.drainPermits();
  }
}
