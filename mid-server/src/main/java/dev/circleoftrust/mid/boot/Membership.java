package dev.circleoftrust.mid.boot;

import dev.circleoftrust.ecc.AgentName;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The cluster that a MID Server works in besides its own name. Its own boot file says so: nobody
 * else can make it run what was meant for a cluster.
 *
 * @param cluster the name by which rows address the cluster
 * @param type how members share the rows
 * @param order which member of a failover cluster works: the lowest that is there; 1 to 1,000
 */
public record Membership(AgentName cluster, Type type, int order) {
  /** How members share the rows of their cluster. */
  public enum Type {
    /** Each works on a share. */
    LOAD_BALANCE,
    /** The first in order works on all; the next takes over when it is lost. */
    FAILOVER;

    /** The type's name in the boot file and in heartbeats. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Type ofWord(String word) {
      return Stream.of(values())
          .filter(type -> type.word().equals(word))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    }
  }

  static Membership read(YamlSection cluster) {
    var membership =
        new Membership(
            cluster.text("name", "a name of 1 to 40 of a-z, 0-9 and '-'", AgentName::new),
            cluster.text("type", "load-balance or failover", Type::ofWord),
            cluster.optionalInteger("order", 1, 1_000).orElse(100));
    cluster.end();
    return membership;
  }
}
