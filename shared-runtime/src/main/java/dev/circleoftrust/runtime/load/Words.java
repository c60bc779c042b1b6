package dev.circleoftrust.runtime.load;

/**
 * Text for each index: words of a small vocabulary, so that it compresses about as text does, and
 * no two rows alike: what repeats from row to row would be measured at next to nothing on the wire.
 * Safe for any number of threads.
 */
public final class Words {
  private static final int POOL = 1 << 20; // beyond what a compressor looks back
  private static final int VOCABULARY = 1_024;
  private static final int MOST_SYLLABLES = 4;
  private static final String CONSONANTS = "bcdfghjklmnprstv";
  private static final String VOWELS = "aeiou";

  private final byte[] pool;
  private final long seed;

  private Words(byte[] pool, long seed) {
    this.pool = pool;
    this.seed = seed;
  }

  /** Texts of up to {@code longest} bytes. */
  public static Words of(long seed, int longest) {
    byte[] pool = new byte[POOL + longest];
    int at = 0;
    for (long index = 0; at < pool.length; index++) {
      at = word(seed, Drawn.below(VOCABULARY, seed, index), pool, at);
    }
    return new Words(pool, seed);
  }

  /** Writes {@code count} bytes of the text for {@code index}. */
  void write(long index, byte[] out, int from, int count) {
    System.arraycopy(pool, Drawn.below(POOL, seed, index), out, from, count);
  }

  /** Writes a word and a space, as far as there is room. */
  private static int word(long seed, int number, byte[] pool, int from) {
    int at = from;
    long draw = (long) VOCABULARY * (number + 1);
    int syllables = 1 + Drawn.below(MOST_SYLLABLES, ~seed, draw++);
    for (int i = 0; i < syllables; i++) {
      at = letter(CONSONANTS.charAt(Drawn.below(CONSONANTS.length(), ~seed, draw++)), pool, at);
      at = letter(VOWELS.charAt(Drawn.below(VOWELS.length(), ~seed, draw++)), pool, at);
    }
    return letter(' ', pool, at);
  }

  private static int letter(char letter, byte[] pool, int at) {
    if (at < pool.length) {
      pool[at] = (byte) letter;
    }
    return at + 1;
  }
}
