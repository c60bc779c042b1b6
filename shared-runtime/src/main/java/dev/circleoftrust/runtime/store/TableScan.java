package dev.circleoftrust.runtime.store;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one table that a query finds, one after another: however large the table is,
 * only those that were asked for are held, and of the others what gives their order.
 *
 * <p>An index narrows the search where the query allows; {@link EncodedQuery} alone decides.
 */
final class TableScan {
  private static final List<String> INDEXED = List.of("sys_id", "state", "response_to");

  /** Comes after every digit of a sys_id. */
  private static final String BEHIND = "g";

  private final Handle handle;
  private final TableName table;
  private final EncodedQuery query;

  /** One row of the SQL table. */
  private record Found(long ordinal, GlideRecord record) {}

  /** Where a record that was found is kept, and what gives its place. */
  private record Position(long ordinal, List<String> orderedBy) {}

  TableScan(Handle handle, TableName table, EncodedQuery query) {
    this.handle = handle;
    this.table = table;
    this.query = query;
  }

  List<GlideRecord> first(int limit) {
    if (query.isOrdered()) {
      return page(0, limit).records();
    }
    var records = new ArrayList<GlideRecord>();
    try (var rows = map(select()).iterator()) {
      while (records.size() < limit && rows.hasNext()) {
        GlideRecord record = rows.next().record();
        if (query.accepts(record)) {
          records.add(record);
        }
      }
    }
    return records;
  }

  Page page(int offset, int limit) {
    var positions = new ArrayList<Position>();
    try (var rows = map(select()).iterator()) {
      while (rows.hasNext()) {
        Found row = rows.next();
        if (query.accepts(row.record())) {
          positions.add(new Position(row.ordinal(), query.orderedBy(row.record())));
        }
      }
    }
    if (query.isOrdered()) {
      positions.sort(Comparator.comparing(Position::orderedBy, query.comparator())); // stable
    }
    List<GlideRecord> records =
        positions.stream().skip(offset).limit(limit).map(this::fetch).toList();
    return new Page(records, positions.size());
  }

  private GlideRecord fetch(Position position) {
    Query select =
        handle.select(
            "SELECT ordinal, sys_id, fields FROM records WHERE ordinal = ?", position.ordinal());
    return map(select).one().record();
  }

  private Query select() {
    var sql = new StringBuilder("SELECT ordinal, sys_id, fields FROM records WHERE tbl = ?");
    var values = new ArrayList<String>(List.of(table.value()));
    for (String column : INDEXED) {
      Optional<String> value = query.required(column);
      if (value.isPresent()) {
        sql.append(" AND ").append(column).append(" = ?");
        values.add(value.get());
      }
    }
    query
        .requiredStart("sys_id")
        .map(start -> start.toLowerCase(Locale.ROOT))
        .filter(start -> start.matches("[0-9a-f]{1,32}"))
        .ifPresent(start -> {
          sql.append(" AND sys_id >= ? AND sys_id < ?");
          values.addAll(List.of(start, start + BEHIND));
        });
    return handle.select(sql.append(" ORDER BY ordinal").toString(), values.toArray());
  }

  private ResultIterable<Found> map(Query select) {
    return select.map((row, context) ->
        new Found(
            row.getLong("ordinal"),
            StoredFields.decode(
                table, required(row.getString("sys_id")), required(row.getString("fields")))));
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw new StoreException("the store holds a record without a value");
    }
    return value;
  }
}
