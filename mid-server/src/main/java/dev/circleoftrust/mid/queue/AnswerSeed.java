package dev.circleoftrust.mid.queue;

import dev.circleoftrust.record.SysId;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * By what the answers of rows that were settled at sight are known again. No journal holds such a
 * row: its answer's sys_id says which record it answers, and of which session.
 *
 * <pre>sys_id = seed[8] || u64 offset</pre>
 *
 * @param bits 8 random bytes, drawn anew for each partition whenever a session begins: an offset
 *     that a topic has twice never gives one sys_id twice
 */
record AnswerSeed(long bits) {
  private static final int DIGITS = 2 * Long.BYTES;
  private static final HexFormat HEX = HexFormat.of();

  /** The first half of {@code random}. */
  static AnswerSeed of(SysId random) {
    return new AnswerSeed(HexFormat.fromHexDigitsToLong(random.value(), 0, DIGITS));
  }

  /** The sys_id of the answer to the record at {@code offset}. */
  SysId answer(long offset) {
    return new SysId(HEX.toHexDigits(bits) + HEX.toHexDigits(offset));
  }

  /** The offset of the record that {@code answer} answers, if it has this seed. */
  OptionalLong offset(SysId answer) {
    long offset = HexFormat.fromHexDigitsToLong(answer.value(), DIGITS, 2 * DIGITS);
    return of(answer).equals(this) && offset >= 0 ? OptionalLong.of(offset) : OptionalLong.empty();
  }
}
