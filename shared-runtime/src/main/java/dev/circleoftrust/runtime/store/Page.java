package dev.circleoftrust.runtime.store;

import dev.circleoftrust.record.GlideRecord;
import java.util.List;

/**
 * A part of what a query found.
 *
 * @param records at most as many as were asked for
 * @param total how many the query found in all
 */
public record Page(List<GlideRecord> records, long total) {
  public Page {
    records = List.copyOf(records);
    if (total < records.size()) {
      throw new IllegalArgumentException("%d of %d records".formatted(records.size(), total));
    }
  }

  /** A part of the records that were found already. */
  public static Page of(List<GlideRecord> found, int offset, int limit) {
    int from = Math.min(offset, found.size());
    int to = Math.min(from + limit, found.size());
    return new Page(found.subList(from, to), found.size());
  }
}
