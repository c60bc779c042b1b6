package dev.circleoftrust.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GlideTimeTest {
  @Test
  void writesUtcToTheSecond() {
    assertThat(GlideTime.format(Instant.parse("2026-09-24T10:15:30.999Z")))
        .isEqualTo("2026-09-24 10:15:30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-02-21 15:24:50",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "2024-02-29 00:00:00"
      })
  void readsWhatItWrites(String text) throws MalformedException {
    assertThat(GlideTime.format(GlideTime.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2022-02-21",
        "2022-02-21T15:24:50",
        "2022-02-21 15:24:50 ",
        "2022-02-21 15:24:50Z",
        "2022-02-21 24:00:00",
        "2022-02-21 15:24:60",
        "2023-02-29 00:00:00",
        "0000-01-01 00:00:00",
        "-001-01-01 00:00:00",
        "+12022-02-21 15:24:50",
        "２022-02-21 15:24:50"
      })
  void refusesEveryOtherSpelling(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> GlideTime.parse(text))
        .withMessage("a time that is not yyyy-MM-dd HH:mm:ss");
  }

  @Test
  void aYearOfFiveDigitsHasNoSpelling() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GlideTime.format(Instant.parse("+10000-01-01T00:00:00Z")));
  }
}
