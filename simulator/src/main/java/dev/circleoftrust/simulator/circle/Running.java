package dev.circleoftrust.simulator.circle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a circle that run, as they stand in its folder for other commands to find.
 *
 * @param bootstrap where the broker is
 * @param members the processes, the broker among them if it is the circle's own
 */
public record Running(String bootstrap, List<Member> members) {
  static final String FILE = "running.json";

  private static final int MAX_FILE = 64 << 10;

  /**
   * One process.
   *
   * @param name what people call it
   * @param pid its process id
   * @param started when the operating system started it, in milliseconds since 1970: another
   *     process may get the same id later
   * @param address where it serves
   */
  public record Member(String name, long pid, long started, String address) {
    static Member of(String name, ProcessHandle handle, String address) {
      return new Member(name, handle.pid(), startOf(handle), address);
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> startOf(handle) == started);
    }

    private static long startOf(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
  }

  public Running {
    members = List.copyOf(members);
  }

  /** What the folder at {@code path} says runs, if it says so. */
  public static Optional<Running> read(Path path) {
    Path file = path.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(parse(StrictJson.parse(Bytes.copyOf(Files.readAllBytes(file)), MAX_FILE)))
          : Optional.empty();
    } catch (IOException | MalformedException _) {
      return Optional.empty(); // not ours, or half gone: nothing that can be asked runs here
    }
  }

  /** The process of this name. */
  public Optional<Member> member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst();
  }

  Running with(Member member) {
    var more = new ArrayList<>(members);
    more.removeIf(other -> other.name().equals(member.name()));
    more.add(member);
    return new Running(bootstrap, more);
  }

  Bytes encode() {
    ObjectNode json = StrictJson.object().put("bootstrap", bootstrap);
    ArrayNode list = json.putArray("processes");
    for (Member member : members) {
      list.addObject()
          .put("name", member.name())
          .put("pid", member.pid())
          .put("started", member.started())
          .put("address", member.address());
    }
    return StrictJson.encode(json);
  }

  private static Running parse(ObjectNode json) {
    var members = new ArrayList<Member>();
    for (JsonNode member : json.path("processes")) {
      members.add(
          new Member(
              member.path("name").asText(),
              member.path("pid").asLong(),
              member.path("started").asLong(),
              member.path("address").asText()));
    }
    return new Running(json.path("bootstrap").asText(), members);
  }
}
