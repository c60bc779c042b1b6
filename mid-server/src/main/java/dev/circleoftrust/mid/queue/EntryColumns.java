package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The columns of a row of the journal. */
final class EntryColumns {
  private static final String ACCEPTED = "accepted";
  private static final String TAKEN = "taken";
  private static final String REFUSED = "refused";
  private static final String RUNNING = "running";
  private static final String RUNNING_AGAIN = "running-again";
  private static final String DONE = "done";

  private EntryColumns() {}

  static String word(Entry.State state) {
    return switch (state) {
      case Entry.State.Accepted() -> ACCEPTED;
      case Entry.State.Taken() -> TAKEN;
      case Entry.State.Refused _ -> REFUSED;
      case Entry.State.Running() -> RUNNING;
      case Entry.State.RunningAgain() -> RUNNING_AGAIN;
      case Entry.State.Done _ -> DONE;
    };
  }

  static void bind(SqlStatement<?> statement, Entry entry) {
    Arrival arrival = entry.arrival();
    Refusal refusal = entry.state() instanceof Entry.State.Refused(var given) ? given : null;
    Refusal.RowName row = refusal == null ? null : refusal.row();
    statement
        .bind("number", entry.number())
        .bind("topic", arrival.topic())
        .bind("partition", arrival.partition())
        .bind("offset", arrival.offset())
        .bind("timestamp", arrival.timestamp().toEpochMilli())
        .bind("key", array(arrival.key()))
        .bind("value", array(arrival.value()))
        .bind("headers", HeaderBlock.encode(arrival.headers()))
        .bind("answer", entry.answer().value())
        .bind("state", word(entry.state()))
        .bind("reason", refusal == null ? null : refusal.reason().code())
        .bind("detail", refusal == null ? null : refusal.detail())
        .bind("remedy", refusal == null ? null : refusal.remedy())
        .bind("rowSysId", row == null ? null : row.sysId().value())
        .bind("rowTopic", row == null ? null : row.topic());
  }

  static Entry read(ResultSet row) throws SQLException {
    var arrival =
        new Arrival(
            row.getString("topic"),
            row.getInt("partition"),
            row.getLong("kafka_offset"),
            Instant.ofEpochMilli(row.getLong("kafka_timestamp")),
            bytes(row.getBytes("kafka_key")),
            bytes(row.getBytes("value")),
            HeaderBlock.decode(row.getBytes("headers")));
    return new Entry(
        row.getLong("number"), arrival, new SysId(row.getString("answer")), state(row));
  }

  private static Entry.State state(ResultSet row) throws SQLException {
    return switch (row.getString("state")) {
      case ACCEPTED -> new Entry.State.Accepted();
      case TAKEN -> new Entry.State.Taken();
      case REFUSED -> new Entry.State.Refused(refusal(row));
      case RUNNING -> new Entry.State.Running();
      case RUNNING_AGAIN -> new Entry.State.RunningAgain();
      case DONE -> new Entry.State.Done(ResultBlock.decode(row.getBytes("result")));
      default -> throw new IllegalStateException("the journal holds a state that it did not write");
    };
  }

  private static Refusal refusal(ResultSet row) throws SQLException {
    String code = row.getString("reason");
    RejectionReason reason =
        Stream.of(RejectionReason.values())
            .filter(each -> each.code().equals(code))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("the journal holds a reason that is unknown"));
    String sysId = row.getString("row_sys_id");
    return new Refusal(
        reason,
        row.getString("detail"),
        row.getString("remedy"),
        sysId == null ? null : new Refusal.RowName(new SysId(sysId), row.getString("row_topic")));
  }

  private static byte @Nullable [] array(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.toByteArray();
  }

  private static @Nullable Bytes bytes(byte @Nullable [] array) {
    return array == null ? null : Bytes.copyOf(array);
  }
}
