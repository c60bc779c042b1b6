package dev.circleoftrust.simulator.quarantine;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Entries as a MID Server writes them. */
final class Kept {
  static final String ROW = "ab".repeat(16);
  static final String PLACE = "cot.ecc.output.mid-1.standard/0/41";
  static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private Kept() {}

  static EccRecord row() {
    return EccRecord.output(new SysId(ROW), new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD)
        .with(EccField.NAME, "payroll")
        .with(
            EccField.PAYLOAD,
            new EccPayload(List.of(new Parameter("department", "sales"))).encode());
  }

  /** The same row as production's Table API shows it. */
  static Row own() {
    return new Row(row().fields());
  }

  static QuarantineEntry original(String reason) throws MalformedException {
    return entry(reason, "original", new OutboundMessage.Bare(row()).encode());
  }

  static QuarantineEntry entry(String reason, String form, Bytes value) {
    var headers = new ArrayList<Seen.Label>();
    headers.add(label("cot-verdict", reason));
    headers.add(label("cot-detail", "no batch signature"));
    headers.add(label("cot-agent", "mid-1"));
    headers.add(label("cot-place", PLACE));
    headers.add(label("cot-form", form));
    headers.add(new Seen.Label("original.cot-batch", Bytes.copyOf(new byte[] {1, -1})));
    return new QuarantineEntry(
        new Seen(EccTopics.QUARANTINE, 0, 7, AT, Bytes.ofUtf8(ROW), value, headers));
  }

  private static Seen.Label label(String name, String value) {
    return new Seen.Label(name, Bytes.ofUtf8(value));
  }
}
