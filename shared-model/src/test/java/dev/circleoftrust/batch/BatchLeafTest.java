package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
    assertThat(leaf(stream, vector.get("sequence").longValue(), record).toHex())
        .isEqualTo(vector.get("leaf").textValue());
  }

  /** One buffer serves all records of a stream: nothing of one shows in the next. */
  @Test
  void oneWriterWritesTheLeavesOfAllTopicsAndKeys() {
    var random = new Random(7);
    byte[] out = new byte[Digest.SIZE];
    var leaf = new BatchLeaf(STREAM, new Sha256());
    for (int i = 0; i < 500; i++) {
      @Nullable Bytes key =
          random.nextBoolean() ? null : Bytes.ofUtf8("k".repeat(random.nextInt(400)));
      var record =
          new BatchRecord(
              "t".repeat(1 + random.nextInt(249)),
              random.nextInt(9),
              key,
              Bytes.ofUtf8("v".repeat(random.nextInt(300))));
      leaf.write(i, record, out, 0);
      assertThat(new Digest(Bytes.copyOf(out))).isEqualTo(leaf(STREAM, i, record));
    }
  }

  @Test
  void whatNoBatchCanHoldIsRefused() {
    assertThatThrownBy(() -> leaf(STREAM, -1, RECORD)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> leaf(STREAM.slice(0, 15), 0, RECORD))
        .isInstanceOf(IllegalArgumentException.class);
    var longTopic = new BatchRecord("t".repeat(250), 0, null, Bytes.empty());
    assertThatThrownBy(() -> leaf(STREAM, 0, longTopic))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchRecord("t", -1, null, Bytes.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Digest leaf(Bytes stream, long sequence, BatchRecord record) {
    byte[] out = new byte[Digest.SIZE];
    new BatchLeaf(stream, new Sha256()).write(sequence, record, out, 0);
    return new Digest(Bytes.copyOf(out));
  }
}
