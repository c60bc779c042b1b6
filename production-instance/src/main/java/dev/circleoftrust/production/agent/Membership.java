package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.wire.MalformedException;

/**
 * A MID Server's place in a cluster, as it says itself.
 *
 * @param cluster the cluster's name
 * @param type how the cluster shares its rows
 * @param order its place in a <i>Failover</i> cluster, the smallest first; 0 where none was given
 */
record Membership(AgentName cluster, Type type, int order) {
  private static final int MAX_ORDER_DIGITS = 6;

  /** How a cluster shares its rows. */
  enum Type {
    /** Every member has a share. */
    LOAD_BALANCE("load-balance", "Load Balance"),
    /** The first that lives has everything. */
    FAILOVER("failover", "Failover");

    private final String word;
    private final String label;

    Type(String word, String label) {
      this.word = word;
      this.label = label;
    }

    /** The product's name of it. */
    String label() {
      return label;
    }

    private static Type parse(String word) throws MalformedException {
      for (Type type : values()) {
        if (word.equals(type.word)) {
          return type;
        }
      }
      throw new MalformedException("a cluster that is neither load-balance nor failover");
    }
  }

  /** Reads what a heartbeat says. */
  static Membership parse(String cluster, String type, String order) throws MalformedException {
    if (order.length() > MAX_ORDER_DIGITS || !order.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedException("a place in a cluster that is no number of at most 6 digits");
    }
    return new Membership(
        AgentName.parse(cluster), Type.parse(type), order.isEmpty() ? 0 : Integer.parseInt(order));
  }
}
