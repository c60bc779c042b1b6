package dev.circleoftrust.mid.probe;

import dev.circleoftrust.judgement.MayRun;

/** One thing that a MID Server does for the records of one topic. Safe for several threads. */
public interface Probe {
  /** Does it, once. Whatever goes wrong is a result. */
  ProbeResult run(MayRun record);
}
