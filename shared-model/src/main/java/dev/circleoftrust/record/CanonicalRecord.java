package dev.circleoftrust.record;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.LengthPrefixed;
import java.util.HashSet;
import java.util.List;

/**
 * The bytes that stand for chosen fields of a record: what a record signature is about.
 *
 * <pre>
 * canonical = text("cot-record-v1") || text(table) || text(sys_id) || count || field * count
 * field     = text(name) || text(value)
 * text(x)   = size of x in bytes (4 bytes, big endian) || x in UTF-8
 * count     = number of fields (4 bytes, big endian)
 * </pre>
 *
 * <p>Fields stand in the order in which the signer named them, not the record's. A field that the
 * record does not have stands there as empty. Every part follows its length, so that no two pairs
 * of record and names have the same bytes unless they agree in table, sys_id, names and values.
 */
public final class CanonicalRecord {
  /** The version of this form; a signature names it, and there may be others one day. */
  public static final String VERSION = "v1";

  private static final String CONTEXT = "cot-record-" + VERSION;

  private CanonicalRecord() {}

  /**
   * The canonical bytes of the fields {@code names} of {@code record}.
   *
   * @param names at least one, none twice, each spelled as {@link FieldName} says
   */
  public static Bytes encode(GlideRecord record, List<String> names) {
    if (names.isEmpty() || names.size() > GlideRecord.MAX_FIELDS) {
      throw new IllegalArgumentException(
          "%d field names, 1 to %d are allowed".formatted(names.size(), GlideRecord.MAX_FIELDS));
    }
    var seen = new HashSet<String>();
    var out =
        new LengthPrefixed()
            .text(CONTEXT)
            .text(record.table().value())
            .text(record.sysId().value())
            .number(names.size());
    for (String name : names) {
      if (!FieldName.matches(name) || !seen.add(name)) {
        throw new IllegalArgumentException("a field name that is not one, or stands twice");
      }
      out.text(name).text(record.value(name));
    }
    return out.toBytes();
  }

  /** The SHA-256 of {@link #encode}. */
  public static Digest digest(GlideRecord record, List<String> names) {
    return Digest.of(encode(record, names));
  }
}
