package dev.circleoftrust.simulator.storm;

import dev.circleoftrust.simulator.circle.BootFile;
import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.LocalCircle;
import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.circle.Sharing;
import dev.circleoftrust.simulator.process.Child;
import dev.circleoftrust.simulator.process.Children;
import dev.circleoftrust.simulator.process.Launch;
import dev.circleoftrust.simulator.process.Programs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A fresh circle whose processes can be struck. Each is a client of the broker by a cable of its
 * own, and comes back on the same ports and folder. One that ends by itself is started again, as
 * whoever operates it would, and is told of. Safe for any number of threads.
 */
public final class StruckCircle implements LocalCircle, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BROKER_HEAP = 320;
  private static final int HEAP = 192;

  /** One that ends so often by itself stays down. */
  private static final int MOST_RESTARTS = 20;

  private final CircleFolder folder;
  private final Programs programs;
  private final Children children;
  private final List<String> mids;
  private final Lines lines;
  private final Map<String, Child> running = new ConcurrentHashMap<>();
  private final Set<Child> struck = ConcurrentHashMap.newKeySet();
  private final List<Thread> endings = new CopyOnWriteArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();

  private volatile boolean closing;

  /** Nothing runs yet. */
  public StruckCircle(CircleFolder folder, Programs programs, List<String> mids) {
    this.folder = folder;
    this.programs = programs;
    this.mids = List.copyOf(mids);
    this.lines = Lines.lay(mids);
    this.children = Children.none();
  }

  /** Starts the broker and both instances, and waits until they serve. */
  public void startInstances() {
    start(Schedule.BROKER);
    awaitReady(List.of(Schedule.BROKER));
    List<String> instances = List.of(RunningCircle.TRUSTED, RunningCircle.PRODUCTION);
    instances.forEach(this::start);
    awaitReady(instances);
  }

  /**
   * Starts the MID Servers, pinned to the circle, and waits until they serve.
   *
   * @param clusters the cluster that all are members of, if any
   */
  public void startMids(String circle, List<Sharing> clusters) {
    for (String mid : mids) {
      var alone = new BootFile.Content(mid, lines.bootstrap(mid), circle, lines.http(mid));
      BootFile.prepare(
          folder.of(mid),
          clusters.isEmpty() ? alone : alone.in(clusters.getFirst(), mids.indexOf(mid) + 1));
      start(mid);
    }
    awaitReady(mids);
  }

  /** The processes that are clients of the broker. */
  public List<String> clients() {
    var names = new ArrayList<>(List.of(RunningCircle.TRUSTED, RunningCircle.PRODUCTION));
    names.addAll(mids);
    return names;
  }

  /** Waits until all serve, also those that were just started again. */
  public void awaitAll() throws InterruptedException {
    for (Thread ending : endings) {
      ending.join();
    }
    awaitReady(List.of(Schedule.BROKER));
    awaitReady(clients());
  }

  /** How those ended that ended by themselves, which none should. */
  public List<String> endedByThemselves() {
    return List.copyOf(ended);
  }

  /** Begins a fault. */
  void strike(Fault fault) {
    Child child = child(fault.target());
    switch (fault.kind()) {
      case KILL -> {
        struck.add(child);
        child.kill();
      }
      case STOP -> {
        struck.add(child);
        child.ask();
      }
      case FREEZE -> child.signal("STOP");
      case CUT -> lines.cable(fault.target()).cut();
      case STALL -> lines.cable(fault.target()).stall();
    }
  }

  /** Ends a fault; what was stopped is started, and not waited for. */
  void mend(Fault fault) {
    switch (fault.kind()) {
      case KILL -> start(fault.target());
      case STOP -> endings.add(Thread.ofVirtual().start(() -> endAndStart(child(fault.target()))));
      case FREEZE -> child(fault.target()).signal("CONT");
      case CUT, STALL -> lines.cable(fault.target()).restore();
    }
  }

  @Override
  public String bootstrap() {
    return "127.0.0.1:" + lines.broker();
  }

  @Override
  public List<String> mids() {
    return mids;
  }

  @Override
  public List<Running.Member> members() {
    return clients().stream()
        .map(name -> new Running.Member(name, child(name).pid(), 0, address(name).toString()))
        .toList();
  }

  @Override
  public Path folderOf(String name) {
    return folder.path().resolve(name);
  }

  @Override
  public void close() {
    closing = true;
    children.close();
    lines.close();
  }

  /** It takes its time to end, while other faults strike. */
  private void endAndStart(Child child) {
    child.close();
    start(child.name());
  }

  private void start(String name) {
    Path own = folder.of(name);
    Launch.Ending ending =
        name.equals(Schedule.BROKER) ? Launch.Ending.END_OF_INPUT : Launch.Ending.SIGNAL;
    Child child = children.start(new Launch(name, own, command(name, own), ending));
    running.put(name, child);
    var _ = child.ended().thenAcceptAsync(words -> whenEnded(child, words));
  }

  private void whenEnded(Child child, String words) {
    if (!struck.remove(child) && !closing) {
      ended.add(words);
      if (ended.size() <= MOST_RESTARTS) {
        start(child.name());
      }
    }
  }

  private List<String> command(String name, Path own) {
    return switch (name) {
      case Schedule.BROKER -> {
        var arguments =
            new ArrayList<>(
                List.of("--data", own.toString(), "--port", Integer.toString(lines.broker())));
        lines
            .detours()
            .forEach(detour -> {
              arguments.add("--detour");
              arguments.add(detour);
            });
        yield programs.command(
            "embedded-broker.jar", BROKER_HEAP, arguments.toArray(String[]::new));
      }
      case RunningCircle.TRUSTED -> instance(name, own);
      case RunningCircle.PRODUCTION -> {
        var command = new ArrayList<>(instance(name, own));
        command.addAll(List.of("--validate", String.join(",", mids)));
        yield command;
      }
      default -> programs.command("mid-server.jar", HEAP, "--folder", own.toString());
    };
  }

  private List<String> instance(String name, Path own) {
    List<String> arguments =
        LocalCircle.arguments(name, own, lines.bootstrap(name), lines.http(name));
    return programs.command(name + "-instance.jar", HEAP, arguments.toArray(String[]::new));
  }

  private void awaitReady(List<String> names) {
    names.forEach(name -> {
      var _ = child(name).awaitReady(PATIENCE);
    });
  }

  @Override
  public URI address(String name) {
    return URI.create("http://127.0.0.1:" + lines.http(name));
  }

  private Child child(String name) {
    Child child = running.get(name);
    if (child == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return child;
  }
}
