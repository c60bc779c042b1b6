package dev.circleoftrust.simulator.demo;

import java.util.ArrayList;
import java.util.List;

/** What was promised, and whether it held. */
final class Ledger {
  private final List<String> kept = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** Notes a promise. */
  void note(String promise, boolean held) {
    (held ? kept : broken).add(promise);
  }

  /** How many held. */
  int kept() {
    return kept.size();
  }

  /** Those that did not hold, in their order. */
  List<String> broken() {
    return List.copyOf(broken);
  }
}
