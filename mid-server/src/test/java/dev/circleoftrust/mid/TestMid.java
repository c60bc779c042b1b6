package dev.circleoftrust.mid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.mid.queue.Desk;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A MID Server in the test's own process. */
final class TestMid implements AutoCloseable {
  private final PrivateFolder folder;
  private final MidServer server;
  private final URI uri;
  private final Queue<Throwable> deaths = new ConcurrentLinkedQueue<>();

  /** Which MID Server, and how its world is. */
  record Choice(String name, String options, InstantSource clock, Steps steps) {
    static Choice of(Scene scene) {
      return new Choice("mid-1", "", scene.clock, Steps.unwatched());
    }

    /** With further lines for the boot file. */
    Choice with(String lines) {
      return new Choice(name, lines, clock, steps);
    }

    Choice with(InstantSource other) {
      return new Choice(name, options, other, steps);
    }

    Choice with(Steps watching) {
      return new Choice(name, options, clock, watching);
    }
  }

  private TestMid(PrivateFolder folder, Choice choice) {
    var random = new Random();
    this.folder = folder;
    this.server =
        new MidServer(
            new MidServer.Setting(
                folder,
                "127.0.0.1",
                new Desk.Surroundings(choice.clock(), () -> id(random), choice.steps()),
                (_, e) -> deaths.add(e)));
    this.uri = server.start();
  }

  static TestMid start(Scene scene) {
    return start(scene, "mid", Choice.of(scene));
  }

  static TestMid start(Scene scene, Choice choice) {
    return start(scene, "mid", choice);
  }

  /** Starts one in the folder {@code name}, with what an earlier one has left there. */
  static TestMid start(Scene scene, String name, Choice choice) {
    Path path = scene.folder.resolve(name);
    PrivateFolder folder = PrivateFolder.open(path);
    try {
      folder.write("boot-config.yaml", Bytes.ofUtf8(bootFile(scene, choice)));
      return new TestMid(folder, choice);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  JsonNode health() throws Exception {
    return new ObjectMapper().readTree(get("/health"));
  }

  /** True where it has folded the log to {@code head}. */
  boolean knows(Digest head) throws Exception {
    JsonNode known = health().get("head");
    return known != null && known.textValue().equals(head.toHex());
  }

  String get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString())
          .body();
    }
  }

  AgentName name() {
    return server.name();
  }

  /** Lets its memory grow to so many pages: SQLite takes no more for a full disk. */
  void limitMemory(int pages) {
    server
        .memory()
        .inTransaction(
            handle -> handle.select("PRAGMA max_page_count = " + pages).mapTo(Integer.class).one());
  }

  /** What killed its threads. */
  Queue<Throwable> deaths() {
    return deaths;
  }

  @Override
  public void close() {
    server.close();
    folder.close();
  }

  private static String bootFile(Scene scene, Choice choice) {
    return """
    mid:
      name: %s
      bootstrap: %s
      http: 0
      circle: %s
    %s
    """
        .formatted(choice.name(), scene.bootstrap(), scene.circle.id(), choice.options());
  }

  private static SysId id(Random random) {
    byte[] id = new byte[SysId.SIZE];
    random.nextBytes(id);
    return SysId.of(Bytes.copyOf(id));
  }
}
