package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells production the counts of the ECC firewall: an input with the topic {@code
 * ecc.firewall.audit}, each interval in which a record came, and at the end. The counts are those
 * since the MID Server's memory began, so that a report that was lost is made good by the next.
 */
public final class FirewallReports implements AutoCloseable {
  /** The ECC topic of the reports. */
  static final String TOPIC = "ecc.firewall.audit";

  private static final Logger LOGGER = LoggerFactory.getLogger(FirewallReports.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST = Duration.ofSeconds(1);

  private final FirewallAudit audit;
  private final Unasked unasked;
  private final Duration interval;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long reported; // the thread's only

  /** Reports of {@code agent}, not begun. */
  public FirewallReports(
      AgentName agent,
      FirewallAudit audit,
      Desk.Surroundings surroundings,
      KafkaClients clients,
      Duration interval) {
    this.audit = audit;
    this.unasked =
        new Unasked(
            new Answers(agent, agent, surroundings.clock(), surroundings.ids()),
            clients,
            "mid.%s.firewall".formatted(agent));
    this.interval = interval;
    this.thread = Thread.ofPlatform().daemon().name("firewall reports").unstarted(this::run);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Reports for the last time, and waits a moment for that. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.isAlive() && !thread.join(LAST.multipliedBy(2))) {
        LOGGER.atWarn().log("the last report of the ECC firewall is not sent; the counts are kept");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
  }

  private void run() {
    try {
      while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        report(PATIENCE);
      }
      report(LAST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // which ends the thread
    }
  }

  private void report(Duration patience) throws InterruptedException {
    long total = audit.total();
    if (total > reported && unasked.send(TOPIC, audit::payload, patience)) {
      reported = total;
    }
  }
}
