package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BatchLeafTest {
  private static final Bytes STREAM = Bytes.copyOf(new byte[16]);
  private static final BatchRecord RECORD = new BatchRecord("t", 0, null, Bytes.empty());

  static List<Arguments> vectors() {
    return OwnVectors.of("batch/leaf.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isAsExpected(String description, JsonNode vector) throws Exception {
    Bytes stream = Bytes.fromHex(vector.get("stream").textValue());
    BatchRecord record = BatchVectorTest.batchRecord(vector.get("record"));
    assertThat(BatchLeaf.hash(stream, vector.get("sequence").longValue(), record).toHex())
        .isEqualTo(vector.get("leaf").textValue());
  }

  @Test
  void whatNoBatchCanHoldIsRefused() {
    assertThatThrownBy(() -> BatchLeaf.hash(STREAM, -1, RECORD))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BatchLeaf.hash(STREAM.slice(0, 15), 0, RECORD))
        .isInstanceOf(IllegalArgumentException.class);
    var longTopic = new BatchRecord("t".repeat(250), 0, null, Bytes.empty());
    assertThatThrownBy(() -> BatchLeaf.hash(STREAM, 0, longTopic))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchRecord("t", -1, null, Bytes.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
