package dev.circleoftrust.runtime.load;

/**
 * Which rows of a run are spoiled after they were signed, and how. Only while Code Signing is on:
 * nobody could tell otherwise. A pure function: who spoils and who expects refusals agree.
 *
 * @param seed of the run
 * @param share of the rows that is spoiled, 0 to 1
 */
public record Spoiling(long seed, double share) {
  /** Nothing is spoiled. */
  public static final Spoiling NONE = new Spoiling(0, 0);

  /** Keeps these draws apart from others of the same seed. */
  private static final long SHARE = 0x5350_4F49_4CL;

  private static final long KIND = 0x4B49_4E44L;

  /** What was done to a record. */
  public enum Kind {
    /** Nothing. */
    NONE("none"),
    /** One byte of its value is not what was signed. */
    ALTERED_VALUE("altered-value"),
    /** It stands in another topic than was signed. */
    WRONG_TOPIC("wrong-topic"),
    /** Its batch names a key that nobody trusts. */
    UNKNOWN_BATCH("unknown-batch");

    private static final Kind[] SPOILED = {ALTERED_VALUE, WRONG_TOPIC, UNKNOWN_BATCH};

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in reports. */
    public String word() {
      return word;
    }
  }

  public Spoiling {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of " + share);
    }
  }

  /** What is done to the row at {@code index}. */
  public Kind of(long index) {
    if (share == 0 || Drawn.unit(seed ^ SHARE, index) >= share) {
      return Kind.NONE;
    }
    return Kind.SPOILED[Drawn.below(Kind.SPOILED.length, seed ^ KIND, index)];
  }
}
