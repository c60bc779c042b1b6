package dev.circleoftrust.updateset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UpdateSetExportTest {
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final Instant AT = Instant.parse("2026-09-24T10:15:30.5Z");
  private static final UpdateSetExport EXPORT =
      new UpdateSetExport("Turn on", "A signed job", ID, "admin", AT);

  @Test
  void theSameExportIsTheSameFile() {
    assertThat(UpdateSetWriter.write(EXPORT.of(List.of(item("1"), item("2")))))
        .isEqualTo(UpdateSetWriter.write(EXPORT.of(List.of(item("1"), item("2")))));
  }

  @Test
  void itsFileIsReadAsItWasMade() throws MalformedException {
    UpdateSet set = EXPORT.of(List.of(item("1"), item("2")));
    UpdateSet read = UpdateSetReader.read(UpdateSetWriter.write(set));
    assertThat(read).isEqualTo(set);
    assertThat(read.value("remote_sys_id")).isEqualTo(ID.value());
    assertThat(RecordChange.parse(read.updates().getLast().payload()))
        .isEqualTo(item("2").change());
  }

  @Test
  void anUpdateIsDescribedAsTheProductDoes() {
    CustomerUpdate update = EXPORT.of(List.of(item("1"))).updates().getFirst();
    String hash = Integer.toString(update.payload().hashCode());
    assertThat(update.name()).isEqualTo("sysauto_script_" + ID);
    assertThat(update.value("payload_hash")).isEqualTo(hash);
    assertThat(update.value("update_guid_history"))
        .isEqualTo(update.value("update_guid") + ":" + hash);
    assertThat(update.value("sys_created_on")).isEqualTo("2026-09-24 10:15:30");
    assertThat(update.value("sys_recorded_at")).isEqualTo("1a0d2e9c1d00000001");
    assertThat(update.value("type")).isEqualTo("Scheduled Script Execution");
  }

  @Test
  void whatDiffersInContentDiffersInIdentity() {
    UpdateSet one = EXPORT.of(List.of(item("1")));
    UpdateSet other = EXPORT.of(List.of(item("2")));
    assertThat(one.sysId()).isNotEqualTo(other.sysId());
    assertThat(one.updates().getFirst().sysId()).isNotEqualTo(other.updates().getFirst().sysId());
    UpdateSet twice = EXPORT.of(List.of(item("1"), item("1")));
    assertThat(twice.updates().getFirst().sysId()).isNotEqualTo(twice.updates().getLast().sysId());
  }

  private static UpdateSetExport.Item item(String script) {
    var record = new GlideRecord(new TableName("sysauto_script"), ID, Map.of("script", script));
    return new UpdateSetExport.Item(
        new RecordChange(UpdateAction.INSERT_OR_UPDATE, record),
        "Scheduled Script Execution",
        "Turn on Code Signing Property");
  }
}
