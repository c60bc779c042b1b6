package dev.circleoftrust.simulator.load.option;

import dev.circleoftrust.runtime.load.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a load test is asked for.
 *
 * @param traffic what is sent
 * @param topology what it is sent through
 * @param course in which parts, and what is done beside
 * @param report the folder for the report; a new one where none is named
 * @param json whether the report is printed instead of told
 */
public record LoadSettings(
    Traffic traffic, Topology topology, Course course, Optional<Path> report, boolean json) {
  /**
   * What is sent.
   *
   * @param amount how much in each part
   * @param size bytes of a record's value
   * @param rate records a second of the parts at a fixed rate; 0 for half of the capacity
   * @param mix how urgent the records are
   * @param spoiled how many are spoiled on purpose
   */
  public record Traffic(Amount amount, int size, int rate, Mix mix, Spoiled spoiled) {
    /** The same, but another amount. */
    public Traffic lasting(Amount other) {
      return new Traffic(other, size, rate, mix, spoiled);
    }
  }

  /**
   * How much is sent in a part.
   *
   * @param records how many at capacity; 0 for as many as fit into the duration
   * @param duration how long
   */
  public record Amount(int records, Duration duration) {}

  /**
   * What is spoiled on purpose while Code Signing is on.
   *
   * @param share of the records, 0 to 1
   * @param seed which of them; also decides priorities and simulated chance
   */
  public record Spoiled(double share, long seed) {}

  /**
   * What it is sent through.
   *
   * @param mids how many MID Servers
   * @param partitions of each topic of a MID Server
   * @param threads how many rows a MID Server runs at once
   * @param wire how records travel
   * @param bootstrap a Kafka cluster to use in place of a broker of its own
   */
  public record Topology(
      int mids, int partitions, Threads threads, Wire wire, Optional<String> bootstrap) {
    /** The names of the MID Servers. */
    public List<String> names(String prefix) {
      return IntStream.rangeClosed(1, mids).mapToObj(i -> prefix + i).toList();
    }
  }

  /**
   * How many rows of each priority a MID Server runs at once.
   *
   * @param interactive 1 to 200
   * @param expedited 1 to 200
   * @param standard 1 to 200
   */
  public record Threads(int interactive, int expedited, int standard) {
    /** The product's numbers. */
    public static final Threads DEFAULT = new Threads(10, 20, 25);
  }

  /**
   * How records travel.
   *
   * @param keyType of production's notarization key: {@code ed25519} or {@code rsa-4096}
   * @param compression of batches on the wire: {@code none}, {@code lz4} or {@code zstd}
   */
  public record Wire(String keyType, String compression) {}

  /**
   * The parts, and what is done beside.
   *
   * @param pipeline which are driven
   * @param rounds how often off, on, off
   * @param window the most records of the channel under way in a part at capacity
   * @param sweep how the rate is raised, if it is
   * @param work how long the server takes that rows of the queue ask; zero for a query
   */
  public record Course(
      Pipeline pipeline, int rounds, int window, Optional<Sweep> sweep, Duration work) {}

  /**
   * A search for the highest rate.
   *
   * @param limit what p99 must not exceed
   */
  public record Sweep(Duration limit) {}

  /** Which pipelines are driven, one after the other and never mixed. */
  public enum Pipeline {
    /** Rows made in production's memory. */
    CHANNEL,
    /** Rows inserted by the Table API. */
    QUEUE,
    /** First the one, then the other. */
    BOTH;

    /** Whether the channel is driven. */
    public boolean hasChannel() {
      return this != QUEUE;
    }

    /** Whether the queue is driven. */
    public boolean hasQueue() {
      return this != CHANNEL;
    }
  }
}
