package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.circle.BootFile;
import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.circle.LocalCircle;
import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.circle.Sharing;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.process.Child;
import dev.circleoftrust.simulator.process.Children;
import dev.circleoftrust.simulator.process.Launch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of a load test, each with memory and compilers as a server has them. MID Servers
 * come and go; all are gone when this one is. For one thread; ends from any.
 */
public final class LoadCircle implements LocalCircle, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BROKER = "broker";

  private final CircleFolder folder;
  private final Machines machines;
  private final LoadSettings.Topology topology;
  private final Gauge gauge;
  private final Children children;
  private final Map<String, Child> running = new LinkedHashMap<>();
  private final Map<String, Machines.Role> started = new LinkedHashMap<>();
  private final Map<String, URI> addresses = new LinkedHashMap<>();
  private String bootstrap = "";
  private String circle = "";

  /** Nothing runs yet; {@code gauge} will watch what does. */
  public LoadCircle(
      CircleFolder folder, Machines machines, LoadSettings.Topology topology, Gauge gauge) {
    this.folder = folder;
    this.machines = machines;
    this.topology = topology;
    this.gauge = gauge;
    this.children = Children.followedBy(folder::close);
  }

  /** Starts a broker, or uses the one that was named. */
  public void startBroker() {
    if (topology.bootstrap().isPresent()) {
      bootstrap = topology.bootstrap().get();
      return;
    }
    Path own = folder.of(BROKER);
    List<String> command =
        machines.command(Machines.Role.BROKER, "--data", own.toString(), "--port", "0");
    Child child =
        start(Machines.Role.BROKER, new Launch(BROKER, own, command, Launch.Ending.END_OF_INPUT));
    bootstrap = child.awaitReady(PATIENCE);
  }

  /**
   * Starts both instances and establishes a circle.
   *
   * @param fed the agents that production feeds from memory
   * @param validated the MID Servers that it gives rows of its queue
   */
  public void establish(List<String> fed, List<String> validated) throws RefusedException {
    Child trusted = instance(RunningCircle.TRUSTED, Machines.Role.TRUSTED, List.of());
    var more = new ArrayList<String>();
    if (!validated.isEmpty()) {
      more.addAll(List.of("--validate", String.join(",", validated)));
    }
    if (!fed.isEmpty()) {
      more.addAll(List.of("--channel", String.join(",", fed)));
    }
    more.addAll(
        List.of(
            "--notarization",
            topology.wire().keyType(),
            "--compression",
            topology.wire().compression()));
    Child production = instance(RunningCircle.PRODUCTION, Machines.Role.PRODUCTION, more);
    for (Child child : List.of(trusted, production)) {
      addresses.put(child.name(), URI.create(child.awaitReady(PATIENCE)));
    }
    circle = new Establishment(trusted(), production()).establish();
  }

  /**
   * Starts MID Servers, members of {@code clusters} if there is one, and waits until they serve.
   */
  public void startMids(List<String> names, List<Sharing> clusters) {
    LoadSettings.Threads threads = topology.threads();
    for (String name : names) {
      Path own = folder.of(name);
      var content =
          new BootFile.Content(name, bootstrap, circle, 0)
              .threads(threads.interactive(), threads.expedited(), threads.standard());
      BootFile.prepare(
          own,
          clusters.isEmpty() ? content : content.in(clusters.getFirst(), names.indexOf(name) + 1));
      List<String> command = machines.command(Machines.Role.MID, "--folder", own.toString());
      var _ = start(Machines.Role.MID, new Launch(name, own, command, Launch.Ending.SIGNAL));
    }
    for (String name : names) {
      addresses.put(name, URI.create(child(name).awaitReady(PATIENCE)));
    }
  }

  /** Ends MID Servers, which may be started again. */
  public void stopMids(List<String> names) {
    for (String name : names) {
      child(name).close();
      running.remove(name);
      addresses.remove(name);
      gauge.forget(name);
    }
  }

  /** Why the test cannot go on: how a process ended that should run. */
  public Optional<String> ended() {
    return running.values().stream()
        .filter(child -> !child.isAlive())
        .findFirst()
        .map(child -> child.name() + " " + child.ended().join());
  }

  /** What is told to the Java machines. */
  public Machines machines() {
    return machines;
  }

  /** Every process that was ever started, and what it does. */
  public Map<String, Machines.Role> started() {
    return new LinkedHashMap<>(started);
  }

  /** The id of the process of this name, if it still runs. */
  public Optional<Long> pid(String name) {
    return Optional.ofNullable(running.get(name)).map(Child::pid);
  }

  @Override
  public String bootstrap() {
    return bootstrap;
  }

  @Override
  public List<String> mids() {
    return addresses.keySet().stream()
        .filter(name -> !name.equals(RunningCircle.TRUSTED))
        .filter(name -> !name.equals(RunningCircle.PRODUCTION))
        .toList();
  }

  @Override
  public List<Running.Member> members() {
    return addresses.entrySet().stream()
        .map(one ->
            new Running.Member(
                one.getKey(), child(one.getKey()).pid(), 0, one.getValue().toString()))
        .toList();
  }

  @Override
  public Path folderOf(String name) {
    return folder.path().resolve(name);
  }

  @Override
  public void close() {
    children.close();
  }

  private Child instance(String name, Machines.Role role, List<String> more) {
    Path own = folder.of(name);
    var arguments = new ArrayList<>(LocalCircle.arguments(name, own, bootstrap, 0));
    arguments.addAll(more);
    List<String> command = machines.command(role, arguments.toArray(String[]::new));
    return start(role, new Launch(name, own, command, Launch.Ending.SIGNAL));
  }

  private Child start(Machines.Role role, Launch launch) {
    started.put(launch.name(), role);
    Child child = children.start(launch);
    running.put(child.name(), child);
    gauge.watch(child.name(), child.handle());
    return child;
  }

  @Override
  public URI address(String name) {
    URI address = addresses.get(name);
    if (address == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return address;
  }

  private Child child(String name) {
    Child child = running.get(name);
    if (child == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return child;
  }
}
