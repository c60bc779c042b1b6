package dev.circleoftrust.runtime.load;

/**
 * Numbers that look random and are a function of a seed and an index: the output function of
 * SplitMix64 (Steele, Lea and Flood, 2014), which scatters neighbours well.
 */
final class Drawn {
  private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;
  private static final double UNIT = 0x1p-53;

  private Drawn() {}

  /** From 0 (inclusive) to 1 (exclusive). */
  static double unit(long seed, long index) {
    return (bits(seed, index) >>> 11) * UNIT;
  }

  /** From 0 (inclusive) to {@code bound} (exclusive). */
  static int below(int bound, long seed, long index) {
    return (int) (unit(seed, index) * bound);
  }

  private static long bits(long seed, long index) {
    long z = scattered(seed) + (index + 1) * GAMMA;
    return scattered(z);
  }

  private static long scattered(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
