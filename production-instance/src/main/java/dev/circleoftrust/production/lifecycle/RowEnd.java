package dev.circleoftrust.production.lifecycle;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.record.GlideRecord;
import org.jspecify.annotations.Nullable;

/** Who is told that an output is at its end. */
@FunctionalInterface
public interface RowEnd {
  /** Nobody is told. */
  RowEnd IGNORED = (_, _) -> {};

  /**
   * Called inside the transaction that ends the row, before {@link OpenRows} forgets it.
   *
   * @param output the row in its final state
   * @param answer the input that ended it; null where production itself did
   */
  void ended(GlideRecord output, @Nullable EccRecord answer);
}
