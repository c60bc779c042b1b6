package dev.circleoftrust.simulator.load.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the processes of a test have used, read at one moment.
 *
 * @param at when, in microseconds since 1970
 * @param cpuNanos CPU time since its start, by process
 * @param rssMiB resident memory in MiB, by process; 0 where the operating system does not tell
 * @param machineNanos CPU time that the whole machine spent working since its start; 0 where the
 *     operating system does not tell
 */
public record Usage(
    long at, Map<String, Long> cpuNanos, Map<String, Long> rssMiB, long machineNanos) {
  private static final double NANOS_A_MICRO = 1_000.0;

  public Usage {
    cpuNanos = new LinkedHashMap<>(cpuNanos);
    rssMiB = new LinkedHashMap<>(rssMiB);
  }

  /** The cores that each process kept busy since {@code before}. */
  public Map<String, Double> cores(Usage before) {
    double wall = (at - before.at) * NANOS_A_MICRO;
    var cores = new LinkedHashMap<String, Double>();
    cpuNanos.forEach((name, nanos) ->
        cores.put(
            name,
            wall <= 0 ? 0 : Math.max(0, nanos - before.cpuNanos.getOrDefault(name, nanos)) / wall));
    return cores;
  }

  /** The cores that the whole machine kept busy since {@code before}; 0 where it is not known. */
  public double machineCores(Usage before) {
    double wall = (at - before.at) * NANOS_A_MICRO;
    return wall <= 0 || machineNanos == 0 ? 0 : (machineNanos - before.machineNanos) / wall;
  }

  /** The cores that programs of nobody here kept busy since {@code before}. */
  public double otherCores(Usage before) {
    double own = cores(before).values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.max(0, machineCores(before) - own);
  }
}
