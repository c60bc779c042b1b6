package dev.circleoftrust.production.channel;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.runtime.load.Spoiling;
import java.util.List;

/**
 * What a channel run is to make.
 *
 * @param agents to whom rows go in turn, at least one
 * @param run its number, 0 to 2^32 - 1
 * @param records how many rows; 0 until it is stopped
 * @param rate rows a second: row {@code i} is due {@code i / rate} after the start, however late it
 *     is made; 0 makes rows as fast as the window lets
 * @param window the most rows that are made and not completed; 0 for any number
 * @param size the bytes of a row as it leaves, without key and headers
 * @param mix how urgent rows are
 * @param spoiling which are spoiled while Code Signing is on
 */
public record RunOrder(
    List<AgentName> agents,
    long run,
    long records,
    double rate,
    long window,
    int size,
    Mix mix,
    Spoiling spoiling) {
  /** The largest rate and window: beyond what any machine does. */
  public static final int MAX = 100_000_000;

  /** The largest row. */
  public static final int MAX_SIZE = 1 << 18;

  public RunOrder {
    agents = List.copyOf(agents);
    if (agents.isEmpty()) {
      throw new IllegalArgumentException("no agents");
    }
    requireBounds("run", run, LoadRow.MAX_U32);
    requireBounds("records", records, LoadRow.MAX_U32);
    requireBounds("window", window, MAX);
    requireBounds("size", size, MAX_SIZE);
    if (!(rate >= 0 && rate <= MAX)) {
      throw new IllegalArgumentException("rate is 0 to %d".formatted(MAX));
    }
  }

  private static void requireBounds(String name, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException("%s is 0 to %d".formatted(name, max));
    }
  }

  /** The number of rows after which it ends. */
  long end() {
    return records == 0 ? LoadRow.MAX_U32 : records;
  }
}
