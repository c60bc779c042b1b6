package dev.circleoftrust.simulator.demo;

/** Where a step happens. */
enum Lane {
  TRUSTED(5),
  PRODUCTION(16),
  MID_SERVERS(29);

  private final int column;

  Lane(int column) {
    this.column = column;
  }

  /** Where on the screen the lane runs. */
  int column() {
    return column;
  }
}
