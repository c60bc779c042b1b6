package dev.circleoftrust.simulator.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All processes that this one started. They end when it is closed and also when this process ends
 * by itself, by an exception or by a signal; only what is killed without warning cannot see to it.
 * Safe for any number of threads.
 */
public final class Children implements AutoCloseable {
  private final List<Child> children = new ArrayList<>();
  private final Thread hook = new Thread(this::endAll, "end-children");
  private final Runnable afterwards;
  private boolean closed;

  private Children(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  /** No processes yet. */
  public static Children none() {
    return followedBy(() -> {});
  }

  /** No processes yet; once all that will be are gone, {@code afterwards} runs. */
  public static Children followedBy(Runnable afterwards) {
    var children = new Children(afterwards);
    Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  /**
   * Starts one more.
   *
   * @throws ChildFailedException if the operating system refuses, or everything is ending
   */
  public synchronized Child start(Launch launch) {
    if (closed) {
      throw new ChildFailedException(launch.name() + " is not started: everything is ending");
    }
    Child child = Child.start(launch);
    children.add(child);
    return child;
  }

  /** How the first one that has ended by itself did so, if one has; each is told once. */
  public synchronized Optional<String> firstEnded() {
    Optional<Child> gone = children.stream().filter(child -> !child.isAlive()).findFirst();
    gone.ifPresent(children::remove);
    return gone.map(child -> child.ended().join());
  }

  /** Ends all, the youngest first, and waits until they are gone. Twice does no harm. */
  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This process is ending: the hook runs, and finds nothing left to do.
    }
  }

  private synchronized void endAll() {
    if (closed) {
      return;
    }
    closed = true;
    List<Child> signalled = children.reversed().stream().filter(Child::endsBySignal).toList();
    signalled.forEach(Child::ask); // all at once: each takes its time to end
    signalled.forEach(Child::close);
    children.forEach(Child::close); // the broker, which the others may need until they are gone
    children.clear();
    afterwards.run();
  }
}
