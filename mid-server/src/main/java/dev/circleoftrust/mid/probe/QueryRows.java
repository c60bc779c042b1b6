package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlText;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a query found into rows that payloads can carry. Either all of it, or an error:
 * whoever asked for everything must not take a part for it.
 */
final class QueryRows {
  /** Rows of one result. */
  static final int MAX_ROWS = 100_000;

  /**
   * UTF-16 units of text in one result. All its parts are one transaction, which a slow link must
   * carry before it ends.
   */
  static final int MAX_TEXT = 4 << 20;

  /** What a value costs beside its text, about, in bytes. */
  private static final int COST = 64;

  private final ResultSet found;
  private final ResultMemory.Share memory;
  private final List<String> labels = new ArrayList<>();
  private final List<ResultRow> rows = new ArrayList<>();
  private long text;
  private long cost;
  private int replaced;

  private QueryRows(ResultSet found, ResultMemory.Share memory) {
    this.found = found;
    this.memory = memory;
  }

  /**
   * Reads all that was found, if that is not too much.
   *
   * @param memory what it takes of the memory that it shares with all other queries
   */
  static ProbeResult read(ResultSet found, ResultMemory.Share memory) throws SQLException {
    return new QueryRows(found, memory).read();
  }

  private ProbeResult read() throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    int count = Math.min(columns.getColumnCount(), ResultRow.MAX_COLUMNS);
    for (int i = 1; i <= count; i++) {
      String label = carried(columns.getColumnLabel(i));
      labels.add(label.substring(0, Math.min(label.length(), ResultRow.Column.MAX_LABEL_LENGTH)));
    }
    while (found.next()) {
      rows.add(row());
      if (rows.size() > MAX_ROWS || text > MAX_TEXT) {
        return new ProbeResult.Failed(
            ("the query gives more than one result can hold (%,d rows, %d MiB of text), and was"
                    + " ended at row %,d: ask for fewer rows or columns")
                .formatted(MAX_ROWS, MAX_TEXT >> 20, rows.size()));
      }
      if (!memory.growTo(2 * text + cost)) {
        return new ProbeResult.Failed(
            "this MID Server has no memory for so large a result now: try again, or ask for less");
      }
    }
    return new ProbeResult.Finished(
        new ResultBody.Rows(rows), notes(columns.getColumnCount() - count));
  }

  private List<Parameter> notes(int columnsLeftOut) {
    var notes = new ArrayList<Parameter>();
    notes.add(new Parameter("more_rows", "false"));
    if (columnsLeftOut > 0) {
      notes.add(new Parameter("column_limit", Integer.toString(ResultRow.MAX_COLUMNS)));
    }
    if (replaced > 0) {
      notes.add(new Parameter("values_with_replaced_characters", Integer.toString(replaced)));
    }
    return notes;
  }

  private ResultRow row() throws SQLException {
    var row = new ArrayList<ResultRow.Column>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      String value = value(i + 1);
      if (value != null) {
        row.add(new ResultRow.Column(labels.get(i), value));
        text += value.length();
        cost += COST;
      }
    }
    cost += COST;
    return new ResultRow(row);
  }

  /** Null for SQL's NULL; bytes as base64. */
  private @Nullable String value(int column) throws SQLException {
    Object value = found.getObject(column);
    if (value instanceof byte[] bytes) {
      return Bytes.copyOf(bytes).toBase64();
    }
    String text = value == null ? null : found.getString(column);
    return text == null ? null : carried(text);
  }

  /** The text, with every character that XML cannot carry replaced. */
  private String carried(String text) {
    if (XmlText.canCarry(text)) {
      return text;
    }
    replaced++;
    return XmlText.replaceUncarried(text);
  }
}
