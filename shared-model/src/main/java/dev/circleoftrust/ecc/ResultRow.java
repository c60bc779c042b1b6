package dev.circleoftrust.ecc;

import dev.circleoftrust.xml.XmlText;
import java.util.List;

/**
 * One row that a query gave.
 *
 * @param columns in the query's order, 1,000 at most; two may share a label; a column that is SQL
 *     NULL in this row is left out, so that it differs from an empty text
 */
public record ResultRow(List<Column> columns) {
  /** Columns that a row may have. */
  public static final int MAX_COLUMNS = 1_000;

  /**
   * A value under its label.
   *
   * @param label the query's own, of any form, such as {@code count(*)}; at most {@link
   *     #MAX_LABEL_LENGTH} UTF-16 units
   * @param value as text
   */
  public record Column(String label, String value) {
    /** The most UTF-16 units that a label may have. */
    public static final int MAX_LABEL_LENGTH = 200;

    public Column {
      if (label.length() > MAX_LABEL_LENGTH
          || !XmlText.canCarry(label)
          || !XmlText.canCarry(value)) {
        throw new IllegalArgumentException("a column that no payload can carry");
      }
    }

    /** The label only. */
    @Override
    public String toString() {
      return "Column[" + label + "]";
    }
  }

  public ResultRow {
    columns = List.copyOf(columns);
    if (columns.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(columns.size() + " columns");
    }
  }
}
