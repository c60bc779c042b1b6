package dev.circleoftrust.runtime.http;

import dev.circleoftrust.record.GlideRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an application makes of one table: which rows it shows, which writes it allows. Called by
 * several threads; the questions about a write are asked inside the transaction that makes it.
 */
public interface TableRule {
  /** A table as the administrator likes it. */
  TableRule WRITABLE = new TableRule() {};

  /** A table that only the application itself writes. */
  static TableRule readOnly(String detail) {
    return new ReadOnlyTable(detail, Optional::empty);
  }

  /** A table that is not kept at all: its rows are computed whenever somebody asks. */
  static TableRule computed(String detail, Supplier<List<GlideRecord>> rows) {
    return new ReadOnlyTable(detail, () -> Optional.of(rows.get()));
  }

  /**
   * Every row of the table, where the rows are not simply those that are kept; nothing else is
   * shown then. A rule that mixes computed rows with kept ones reads those itself, and leaves out
   * what might pass for a computed one.
   */
  default Optional<List<GlideRecord>> rows() {
    return Optional.empty();
  }

  /** Whether {@code proposed} may be added. */
  default Ruling insert(GlideRecord proposed, String user) {
    return new Ruling.Allowed(proposed);
  }

  /** Whether {@code after} may take the place of {@code before}, a row that is shown. */
  default Ruling update(GlideRecord before, GlideRecord after, String user) {
    return new Ruling.Allowed(after);
  }

  /** Whether {@code before}, a row that is shown, may be removed. */
  default Ruling delete(GlideRecord before, String user) {
    return new Ruling.Allowed(before);
  }

  /** Called after a write was committed, so that the application may act on it at once. */
  default void written() {}
}
