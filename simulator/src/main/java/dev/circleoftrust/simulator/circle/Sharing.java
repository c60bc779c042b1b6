package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.MalformedException;

/**
 * A cluster of which all MID Servers of a circle are members.
 *
 * @param cluster the name by which rows address it
 * @param failover whether the first in order works on all rows; else each works on a share
 */
public record Sharing(AgentName cluster, boolean failover) {
  private static final String FAILOVER = ":failover";

  /** Reads {@code NAME} or {@code NAME:failover}. */
  public static Sharing parse(String text) throws RefusedException {
    boolean failover = text.endsWith(FAILOVER);
    String name = failover ? text.substring(0, text.length() - FAILOVER.length()) : text;
    try {
      return new Sharing(AgentName.parse(name), failover);
    } catch (MalformedException e) {
      throw new RefusedException(
          "--cluster is NAME or NAME:failover, not %s: %s".formatted(text, e.getMessage()),
          "usage");
    }
  }

  /** The line of a boot file that makes a MID Server the {@code order}th member. */
  String yaml(int order) {
    return "  cluster: {name: %s, type: %s, order: %d}%n"
        .formatted(cluster, failover ? "failover" : "load-balance", order);
  }
}
