package dev.circleoftrust.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.wire.MalformedException;
import org.junit.jupiter.api.Test;

class LoadRowTest {
  @Test
  void sysIdTellsRunIndexAndDueTime() throws Exception {
    var row = new LoadRow(LoadRow.MAX_U32, 10_000_000, 1_795_000_000_123_456L);

    assertThat(row.sysId().value()).isEqualTo("ffffffff" + "00989680" + "0006608b01611240");
    assertThat(LoadRow.parse(row.sysId().value())).isEqualTo(row);
  }

  @Test
  void smallNumbersKeepTheirZeros() throws Exception {
    var row = new LoadRow(1, 2, 3);

    assertThat(row.sysId().value()).isEqualTo("00000001" + "00000002" + "0000000000000003");
    assertThat(LoadRow.parse(row.sysId().value())).isEqualTo(row);
  }

  @Test
  void whatIsNoSysIdIsMalformed() {
    for (String text :
        new String[] {"", "0".repeat(31), "0".repeat(33), "G".repeat(32), "f".repeat(32)}) {
      assertThatExceptionOfType(MalformedException.class)
          .as(text)
          .isThrownBy(() -> LoadRow.parse(text));
    }
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoadRow(LoadRow.MAX_U32 + 1, 0, 0))
        .withMessageContaining("run 4294967296");
    assertThatIllegalArgumentException().isThrownBy(() -> new LoadRow(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new LoadRow(0, 0, -1));
  }
}
