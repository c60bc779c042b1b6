package dev.circleoftrust.mid.queue;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * By what the answers of rows that were settled at sight are known again. No journal holds such a
 * row: its answer's sys_id says which record it answers, and of which session.
 *
 * <pre>sys_id = seed[8] || u64 offset</pre>
 *
 * @param value 8 random bytes, drawn anew for each partition whenever a session begins: an offset
 *     that a topic has twice never gives one sys_id twice
 */
record AnswerSeed(Bytes value) {
  /** The number of its bytes. */
  static final int SIZE = 8;

  private static final int DIGITS = 2 * SIZE;
  private static final HexFormat HEX = HexFormat.of();

  AnswerSeed {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("a seed of %d bytes".formatted(value.size()));
    }
  }

  /** The first half of {@code random}. */
  static AnswerSeed of(SysId random) {
    return new AnswerSeed(Bytes.owned(HEX.parseHex(random.value().substring(0, DIGITS))));
  }

  /** The sys_id of the answer to the record at {@code offset}. */
  SysId answer(long offset) {
    return new SysId(value.toHex() + HEX.toHexDigits(offset));
  }

  /** The offset of the record that {@code answer} answers, if it has this seed. */
  OptionalLong offset(SysId answer) {
    String digits = answer.value();
    if (!digits.startsWith(value.toHex())) {
      return OptionalLong.empty();
    }
    long offset = HexFormat.fromHexDigitsToLong(digits, DIGITS, 2 * DIGITS);
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
