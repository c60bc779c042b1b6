package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.BoundParameter;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.record.GlideRecord;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Runs the SQL statement of a data source. Everything that decides what runs comes from the record
 * with the code; a row's values are bound to its {@code ?} and never become SQL.
 *
 * <p>A query gives all its rows, or an error where they are too many. Any other statement gives the
 * count of the rows that it changed. One statement of a record runs; what runs longer than {@link
 * #TIME_LIMIT} is told to end, as far as its driver can.
 */
public final class JdbcProbe implements Probe {
  /** How long a statement runs at most. */
  public static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  private final JdbcTargets targets;
  private final ResultMemory memory;
  private final Duration timeLimit;

  /**
   * A probe that reaches only what {@code targets} allows.
   *
   * @param memory what the results of all its queries may take together
   * @param timeLimit how long a statement runs, a second at least
   */
  public JdbcProbe(JdbcTargets targets, ResultMemory memory, Duration timeLimit) {
    this.targets = targets;
    this.memory = memory;
    this.timeLimit = timeLimit;
  }

  @Override
  public ProbeResult run(MayRun record) {
    GlideRecord code = record.work().code();
    if (code == null) {
      return new ProbeResult.Failed("the record names no data source");
    }
    try (Connection connection = targets.connect(code);
        PreparedStatement statement = connection.prepareStatement(code.value("sql_statement"))) {
      statement.setQueryTimeout((int) timeLimit.toSeconds());
      for (BoundParameter parameter : record.work().parameters()) {
        bind(statement, parameter);
      }
      return executeInTime(statement);
    } catch (TargetRefusedException e) {
      return new ProbeResult.Failed(e.getMessage());
    } catch (SQLException e) {
      return new ProbeResult.Failed(
          UnknownHost.of(e)
              .orElse(
                  "the database refused: %s (SQL state %s, code %d)"
                      .formatted(e.getMessage(), e.getSQLState(), e.getErrorCode())));
    }
  }

  private static void bind(PreparedStatement statement, BoundParameter parameter)
      throws SQLException {
    int place = parameter.declaration().place().number();
    String value = parameter.value();
    switch (parameter.declaration().type()) {
      case INTEGER -> statement.setLong(place, Long.parseLong(value));
      case DECIMAL -> statement.setBigDecimal(place, new BigDecimal(value));
      case DATE -> statement.setObject(place, LocalDate.parse(value));
      case CHOICE, TEXT -> statement.setString(place, value);
    }
  }

  private ProbeResult executeInTime(PreparedStatement statement) throws SQLException {
    try (var limit = TimeLimit.of(timeLimit, statement)) {
      try {
        return execute(statement);
      } catch (SQLException e) {
        if (!limit.hasPassed()) {
          throw e;
        }
        return new ProbeResult.Failed(
            "the statement ran for more than %d seconds and was ended; it may have taken effect"
                .formatted(timeLimit.toSeconds()));
      }
    }
  }

  private ProbeResult execute(PreparedStatement statement) throws SQLException {
    statement.setMaxRows(QueryRows.MAX_ROWS + 1);
    if (!statement.execute()) {
      return new ProbeResult.Finished(
          ResultBody.none(),
          List.of(new Parameter("update_count", Integer.toString(statement.getUpdateCount()))));
    }
    try (var share = memory.share();
        var found = statement.getResultSet()) {
      return QueryRows.read(found, share);
    }
  }
}
