package dev.circleoftrust.simulator.circle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.simulator.process.Child;
import dev.circleoftrust.simulator.process.Children;
import dev.circleoftrust.simulator.process.Launch;
import dev.circleoftrust.simulator.process.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of one circle, started one after another and gone when this one is. Each is told
 * its own folder and where the broker is, and nothing else. For one thread; ends from any.
 */
public final class RunningCircle implements LocalCircle, AutoCloseable {
  /** The names of the two instances. */
  public static final String TRUSTED = "trusted";

  /** The instance that is assumed to be breached one day. */
  public static final String PRODUCTION = "production";

  private static final String BROKER = "broker";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BROKER_HEAP = 320;
  private static final int HEAP = 192;

  private final CircleFolder folder;
  private final Programs programs;
  private final Children children;
  private final List<String> leftovers;
  private Running running;

  private RunningCircle(CircleFolder folder, Programs programs, Children children) {
    this.folder = folder;
    this.programs = programs;
    this.children = children;
    this.leftovers = Leftovers.end(folder.path());
    this.running = new Running("", List.of());
  }

  /**
   * A circle of which nothing runs yet. What was left running in its folder is ended first.
   *
   * @param afterwards runs when all processes are gone, however this one ends
   */
  public static RunningCircle in(CircleFolder folder, Programs programs, Runnable afterwards) {
    Children children =
        Children.followedBy(() -> {
          folder.retract();
          folder.close();
          afterwards.run();
        });
    return new RunningCircle(folder, programs, children);
  }

  /** The processes that were left over from a command that was killed, and are ended now. */
  public List<String> leftovers() {
    return leftovers;
  }

  /** Its folder. */
  public CircleFolder folder() {
    return folder;
  }

  @Override
  public String bootstrap() {
    return running.bootstrap();
  }

  @Override
  public List<Running.Member> members() {
    return running.members();
  }

  @Override
  public List<String> mids() {
    return members().stream().map(Running.Member::name).filter(n -> n.startsWith("mid")).toList();
  }

  @Override
  public Path folderOf(String name) {
    return folder.path().resolve(name);
  }

  /** Starts a broker and waits until it serves. */
  public Running.Member startBroker() {
    Path own = folder.of(BROKER);
    CircleSettings settings = folder.settings();
    List<String> command =
        programs.command(
            "embedded-broker.jar",
            BROKER_HEAP,
            "--data",
            own.toString(),
            "--port",
            Integer.toString(settings.port(BROKER)));
    Child child = children.start(new Launch(BROKER, own, command, Launch.Ending.END_OF_INPUT));
    String address = child.awaitReady(PATIENCE);
    running = new Running(address, List.of());
    rememberPort(BROKER, URI.create("kafka://" + address).getPort());
    return joined(child, address);
  }

  /** Uses a cluster that runs elsewhere. */
  public void useBroker(String bootstrap) {
    running = new Running(bootstrap, List.of());
  }

  /**
   * Starts both instances at once and waits until they serve.
   *
   * @param mids the MID Servers that production is to validate
   */
  public List<Running.Member> startInstances(List<String> mids) {
    Child trusted = start(TRUSTED, "trusted-instance.jar", List.of());
    Child production =
        start(PRODUCTION, "production-instance.jar", List.of("--validate", String.join(",", mids)));
    var members = new ArrayList<Running.Member>();
    for (Child child : List.of(trusted, production)) {
      Running.Member member = joined(child, child.awaitReady(PATIENCE));
      rememberPort(member.name(), URI.create(member.address()).getPort());
      members.add(member);
    }
    return members;
  }

  /**
   * Starts MID Servers of the established circle at once and waits until they serve.
   *
   * @param clusters the cluster that those without a boot file become members of, if any
   */
  public List<Running.Member> startMids(List<String> names, List<Sharing> clusters) {
    if (!folder.settings().isEstablished()) {
      throw new IllegalStateException("a MID Server needs the circle's id in its boot file");
    }
    var started = new ArrayList<Child>();
    for (String name : names) {
      Path own = folder.of(name);
      BootFile.prepare(own, bootFile(name, clusters, started.size() + 1));
      List<String> command = programs.command("mid-server.jar", HEAP, "--folder", own.toString());
      started.add(children.start(new Launch(name, own, command, Launch.Ending.SIGNAL)));
    }
    return started.stream().map(child -> joined(child, child.awaitReady(PATIENCE))).toList();
  }

  private BootFile.Content bootFile(String name, List<Sharing> clusters, int order) {
    var content = new BootFile.Content(name, running.bootstrap(), folder.settings().circle(), 0);
    return clusters.isEmpty() ? content : content.in(clusters.getFirst(), order);
  }

  @Override
  public URI address(String name) {
    return running
        .member(name)
        .map(member -> URI.create(member.address()))
        .orElseThrow(() -> new IllegalStateException(name + " was not started"));
  }

  /** How one that ended by itself did so, if one has; each is told once. */
  public Optional<String> firstEnded() {
    return children.firstEnded();
  }

  /** Remembers that the circle is established. */
  public void established(String circle) {
    folder.remember(folder.settings().established(circle));
  }

  /** The password of an instance's administrator, as its folder tells it. */
  public static String password(Path instanceFolder) {
    Path file = instanceFolder.resolve("admin-password");
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read %s: name another file with --password-file".formatted(file), e);
    }
  }

  @Override
  public void close() {
    children.close();
  }

  private Child start(String name, String jar, List<String> more) {
    Path own = folder.of(name);
    var arguments =
        new ArrayList<>(
            LocalCircle.arguments(name, own, running.bootstrap(), folder.settings().port(name)));
    arguments.addAll(more);
    List<String> command = programs.command(jar, HEAP, arguments.toArray(String[]::new));
    return children.start(new Launch(name, own, command, Launch.Ending.SIGNAL));
  }

  private Running.Member joined(Child child, String address) {
    var member = Running.Member.of(child.name(), child.handle(), address);
    running = running.with(member);
    folder.announce(running);
    return member;
  }

  private void rememberPort(String name, int port) {
    folder.remember(folder.settings().withPort(name, port));
  }
}
