package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.attachment.Attachments;
import dev.circleoftrust.production.attachment.Payloads;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.EncodedQuery;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadsTest {
  @TempDir private Path folder;
  private TestQueue queue;
  private Attachments attachments;

  @BeforeEach
  void open() {
    queue = new TestQueue(folder);
    attachments = new Attachments(queue.database, queue.store);
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aLargePayloadIsAttachedAndTravelsInTheRow() throws Exception {
    String payload = payload("x".repeat(Payloads.MAX_IN_ROW));
    SysId row = keep(payload);
    GlideRecord kept = queue.row(row);
    assertThat(kept.value("payload")).isEmpty();
    GlideRecord attachment = attachmentsOf(row).getFirst();
    assertThat(attachment.value("file_name")).isEqualTo("payload.txt");
    assertThat(attachment.value("table_name")).isEqualTo("ecc_queue");
    assertThat(attachment.value("size_bytes")).isEqualTo(Integer.toString(payload.length()));
    assertThat(attachments.content(attachment.sysId()).orElseThrow().toUtf8()).isEqualTo(payload);
    assertThat(queue.memory.payloads().whole(kept).value("payload")).isEqualTo(payload);
  }

  @Test
  void theLimitCountsBytesNotCharacters() throws Exception {
    String below = "x".repeat(Payloads.MAX_IN_ROW);
    assertThat(attachmentsOf(keep(below))).isEmpty();
    assertThat(attachmentsOf(keep(below.substring(1) + "é"))).hasSize(1);
    assertThat(attachmentsOf(keep("€".repeat(Payloads.MAX_IN_ROW / 3 + 1)))).hasSize(1);
  }

  @Test
  void aRowWithoutPayloadHasNone() throws Exception {
    SysId row = keep("");
    assertThat(queue.memory.payloads().whole(queue.row(row)).value("payload")).isEmpty();
  }

  @Test
  void aLargeResultIsAttachedToTheInput() throws Exception {
    SysId row = queue.sent();
    String result = "<results>" + "r".repeat(Payloads.MAX_IN_ROW) + "</results>";
    EccRecord input = queue.write(queue.answer(row).with(EccField.PAYLOAD, result));
    assertThat(queue.state(row)).isEqualTo("processed");
    assertThat(queue.row(input.sysId()).value("payload")).isEmpty();
    assertThat(attachmentsOf(input.sysId())).hasSize(1);
    assertThat(queue.memory.payloads().whole(queue.row(input.sysId())).value("payload"))
        .isEqualTo(result);
  }

  private SysId keep(String payload) {
    EccRecord row =
        EccRecord.output(queue.store.newSysId(), TestQueue.MID, "JDBCProbe", Priority.STANDARD)
            .with(EccField.PAYLOAD, payload);
    return queue.memory.keep(row.toRecord(), "admin").sysId();
  }

  private List<GlideRecord> attachmentsOf(SysId row) {
    return attachments.page(EncodedQuery.where("table_sys_id", row.value()), 0, 10).records();
  }

  private static String payload(String value) {
    return new EccPayload(List.of(new Parameter("text", value))).encode();
  }
}
