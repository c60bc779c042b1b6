package dev.circleoftrust.benchmarks.measure;

import java.io.PrintStream;

/** Something that is measured, after a warm-up that is not counted. */
@FunctionalInterface
public interface Baseline {
  /**
   * Measures.
   *
   * @param progress is told how far it is
   * @throws IllegalStateException if a record was lost or did not verify: there is no figure then
   */
  Figures measure(Workload workload, PrintStream progress);
}
