package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.process.Programs;
import java.util.List;

/**
 * The Java machines of a load test: sized as for a server, since a small one would be measured for
 * its garbage collector.
 *
 * @param programs what runs in them
 */
public record Machines(Programs programs) {
  /**
   * For programs of which a few paths are taken by every record: the second compiler is for these.
   * By its own measure it would still be busy after minutes with what each turn does once, on cores
   * that are all in use.
   */
  private static final List<String> SELDOM_COMPILED =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000");

  /** What a process does. */
  public enum Role {
    /** Kafka. */
    BROKER("embedded-broker.jar", 1_024),
    /** The trusted instance, which has next to nothing to do. */
    TRUSTED("trusted-instance.jar", 192),
    /** The production instance. */
    PRODUCTION("production-instance.jar", 1_024),
    /** A MID Server. */
    MID("mid-server.jar", 1_024),
    /** What the channel is compared with. */
    BASELINE("benchmarks.jar", 1_024);

    private final String jar;
    private final int heap;

    Role(String jar, int heap) {
      this.jar = jar;
      this.heap = heap;
    }

    /** The name of its jar file. */
    public String jar() {
      return jar;
    }
  }

  /** Those beside this program's own jar file. */
  public static Machines besideThis() {
    return new Machines(Programs.besideThis().sized());
  }

  /** The command that runs a program. */
  public List<String> command(Role role, String... arguments) {
    return programs.with(compiling(role)).command(role.jar, role.heap, arguments);
  }

  private static List<String> compiling(Role role) {
    return switch (role) {
      case PRODUCTION, MID -> SELDOM_COMPILED;
      case BROKER, TRUSTED, BASELINE -> List.of();
    };
  }

  /** What the Java machine of a role is told. */
  public List<String> options(Role role) {
    List<String> command = command(role);
    return command.subList(1, command.indexOf("-jar"));
  }
}
