package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.ecc.ResultRow;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlText;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a query found into rows that a payload can carry, and says what it left out. */
final class QueryRows {
  private final ResultSet found;
  private final List<ResultRow> rows = new ArrayList<>();
  private int replaced;

  private QueryRows(ResultSet found) {
    this.found = found;
  }

  /** Reads at most {@link ResultPayload#MAX_ROWS} rows. */
  static ProbeResult.Finished read(ResultSet found) throws SQLException {
    return new QueryRows(found).read();
  }

  private ProbeResult.Finished read() throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    int count = Math.min(columns.getColumnCount(), ResultRow.MAX_COLUMNS);
    boolean more = found.next();
    while (more && rows.size() < ResultPayload.MAX_ROWS) {
      rows.add(row(columns, count));
      more = found.next();
    }
    var notes = new ArrayList<Parameter>();
    notes.add(new Parameter("row_limit", Integer.toString(ResultPayload.MAX_ROWS)));
    notes.add(new Parameter("more_rows", Boolean.toString(more)));
    if (count < columns.getColumnCount()) {
      notes.add(new Parameter("column_limit", Integer.toString(count)));
    }
    if (replaced > 0) {
      notes.add(new Parameter("values_with_replaced_characters", Integer.toString(replaced)));
    }
    return new ProbeResult.Finished(new ResultBody.Rows(rows), notes);
  }

  private ResultRow row(ResultSetMetaData columns, int count) throws SQLException {
    var row = new ArrayList<ResultRow.Column>(count);
    for (int i = 1; i <= count; i++) {
      String value = value(i);
      if (value != null) {
        String label = carried(columns.getColumnLabel(i));
        int end = Math.min(label.length(), ResultRow.Column.MAX_LABEL_LENGTH);
        row.add(new ResultRow.Column(label.substring(0, end), value));
      }
    }
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
