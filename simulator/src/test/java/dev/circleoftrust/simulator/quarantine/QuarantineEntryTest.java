package dev.circleoftrust.simulator.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineEntryTest {
  @Test
  void itTellsTheVerdictAndTheRow() throws Exception {
    QuarantineEntry entry = Kept.original("unsigned");
    assertThat(entry.number()).isEqualTo(7);
    assertThat(entry.line().values())
        .containsEntry("agent", "mid-1")
        .containsEntry("reason", "unsigned")
        .containsEntry("row", Kept.ROW)
        .containsEntry("topic", "JDBCProbe")
        .containsEntry("form", "original")
        .containsEntry("place", Kept.PLACE);
    assertThat(entry.remedy()).startsWith("have a trusted instance sign");
  }

  @Test
  void theOriginalIsAsTheMidServerSawItWithoutItsOwnHeaders() throws Exception {
    QuarantineEntry entry = Kept.original("unsigned");
    Seen original = entry.original().orElseThrow();
    assertThat(original.place()).isEqualTo(Kept.PLACE);
    assertThat(original.value()).isEqualTo(entry.kept().value());
    assertThat(original.headers())
        .containsExactly(new Seen.Label("cot-batch", Bytes.copyOf(new byte[] {1, -1})));
  }

  @Test
  void aDigestHasNoRowAndNoOriginal() {
    QuarantineEntry entry = Kept.entry("oversize", "digest", Bytes.ofUtf8("ab".repeat(32)));
    assertThat(entry.row()).isEmpty();
    assertThat(entry.original()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nowhere", "a/b/c", "a/0/99999999999999999999", "a/0/1/2"})
  void aPlaceThatIsNoneIsNotBelieved(String place) throws Exception {
    QuarantineEntry entry = Kept.original("unsigned");
    var kept =
        new Seen(
            entry.kept().topic(),
            0,
            7,
            Kept.AT,
            null,
            entry.kept().value(),
            List.of(
                new Seen.Label("cot-form", Bytes.ofUtf8("original")),
                new Seen.Label("cot-place", Bytes.ofUtf8(place))));
    assertThat(new QuarantineEntry(kept).original()).isEmpty();
  }

  @Test
  void whatAnybodyWroteThereIsShownAndHarmsNobody() {
    var entry =
        new QuarantineEntry(new Seen("cot.ecc.quarantine", 0, 1, Kept.AT, null, null, List.of()));
    assertThat(entry.line().values()).containsEntry("reason", "").containsEntry("row", "");
    assertThat(entry.remedy()).isEmpty();
    assertThat(Kept.entry("unsigned", "original", Bytes.ofUtf8("\u001b[2J")).row()).isEmpty();
  }
}
