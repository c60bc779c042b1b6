package dev.circleoftrust.simulator.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A schedule while it strikes. For one thread.
 *
 * @param circle whom it strikes
 * @param schedule what strikes when
 * @param teller is told of each fault as it strikes, and after how long
 */
public record Storm(StruckCircle circle, Schedule schedule, BiConsumer<Fault, Duration> teller) {
  private record Moment(Duration at, Runnable act) {}

  /** Lets it strike; returns when all is whole again, and processes that were stopped start. */
  public void rage() throws InterruptedException {
    long began = System.nanoTime();
    for (Moment moment : moments(began)) {
      Thread.sleep(Duration.ofNanos(Math.max(0, moment.at().toNanos() - since(began).toNanos())));
      moment.act().run();
    }
  }

  private List<Moment> moments(long began) {
    var moments = new ArrayList<Moment>();
    for (Fault fault : schedule.faults()) {
      moments.add(
          new Moment(
              fault.at(),
              () -> {
                teller.accept(fault, since(began));
                circle.strike(fault);
              }));
      moments.add(new Moment(fault.until(), () -> circle.mend(fault)));
    }
    moments.sort(Comparator.comparing(Moment::at)); // stable: a fault strikes before it is mended
    return moments;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
