package dev.circleoftrust.runtime.load;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import java.util.HexFormat;

/**
 * A row that a load test made: its sys_id says which it is and when it was due, so whoever reads an
 * answer to it knows the latency without having kept anything.
 *
 * <pre>32 hexadecimal digits: u32 run || u32 index || u64 due</pre>
 *
 * @param run which run made it, 0 to 2^32 - 1
 * @param index its place among the rows of the run, 0 to 2^32 - 1
 * @param due when it should have been made, in microseconds since 1970, not negative
 */
public record LoadRow(long run, long index, long due) {
  /** The largest run and the largest index. */
  public static final long MAX_U32 = 0xFFFF_FFFFL;

  private static final HexFormat HEX = HexFormat.of();
  private static final int WORD = 8;

  public LoadRow {
    if (run < 0 || run > MAX_U32 || index < 0 || index > MAX_U32 || due < 0) {
      throw new IllegalArgumentException(
          "run %d, index %d, due %d: out of bounds".formatted(run, index, due));
    }
  }

  /** Its sys_id. */
  public SysId sysId() {
    return new SysId(HEX.toHexDigits((run << Integer.SIZE) | index) + HEX.toHexDigits(due));
  }

  /**
   * Reads a sys_id. Any may be read so; whether a load test made it shows in {@link #run}.
   *
   * @throws MalformedException if a time before 1970 is in it, or it is no sys_id
   */
  public static LoadRow parse(String sysId) throws MalformedException {
    if (sysId.length() != 2 * SysId.SIZE) {
      throw new MalformedException("a sys_id is 32 lower-case hexadecimal digits");
    }
    long due = (word(sysId, 2 * WORD) << Integer.SIZE) | word(sysId, 3 * WORD);
    if (due < 0) {
      throw new MalformedException("a sys_id that no load test made");
    }
    return new LoadRow(word(sysId, 0), word(sysId, WORD), due);
  }

  private static long word(String digits, int from) throws MalformedException {
    long value = 0;
    for (int i = from; i < from + WORD; i++) {
      value = (value << 4) | digit(digits.charAt(i));
    }
    return value;
  }

  private static int digit(char c) throws MalformedException {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    throw new MalformedException("a sys_id is 32 lower-case hexadecimal digits");
  }
}
