package dev.circleoftrust.runtime.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMessageTest {
  private static final AgentName AGENT = new AgentName("value-zz");

  @ParameterizedTest
  @ValueSource(ints = {277, 300, 1_024, 100_000})
  void aRowHasTheSizeAndItsSysIdAndCanBeRead(int size) throws MalformedException {
    RowMessage rows = RowMessage.of(AGENT, Priority.EXPEDITED, size, Words.of(5, size));
    LoadRow row = new LoadRow(1, 77, 123);
    byte[] message = rows.with(row.sysId().value().getBytes(US_ASCII), 77);

    assertThat(message).hasSize(size);
    EccRecord read = ((OutboundMessage.Bare) OutboundMessage.parse(Bytes.copyOf(message))).ecc();
    assertThat(read.sysId()).isEqualTo(row.sysId());
    assertThat(read.agent()).isEqualTo(AGENT);
    assertThat(EccPayload.parse(read.payload()).parameters().getFirst().value()).matches("[a-y ]+");
  }

  @Test
  void rowsDifferAsTextDoes() throws MalformedException, IOException {
    RowMessage rows = RowMessage.of(AGENT, Priority.STANDARD, 1_024, Words.of(5, 1_024));
    var packed = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(packed)) {
      for (int index = 0; index < 1_000; index++) {
        deflater.write(
            rows.with(new LoadRow(1, index, index).sysId().value().getBytes(US_ASCII), index));
      }
    }
    assertThat(packed.size()).isBetween(150_000, 600_000);
  }

  @Test
  void tooSmallASizeIsNamed() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> RowMessage.of(AGENT, Priority.STANDARD, 100, Words.of(5, 100)))
        .withMessageContaining("size is at least");
  }
}
