package dev.circleoftrust.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.wire.MalformedException;
import java.util.EnumMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixTest {
  private static final int ROWS = 100_000;

  @Test
  void rowsHaveThePrioritiesOfTheMix() {
    var counts = new EnumMap<Priority, Integer>(Priority.class);
    LongStream.range(0, ROWS).forEach(i -> counts.merge(Mix.DEFAULT.of(3, i), 1, Integer::sum));

    assertThat((double) counts.getOrDefault(Priority.INTERACTIVE, 0) / ROWS)
        .isCloseTo(0.05, within(0.01));
    assertThat((double) counts.getOrDefault(Priority.EXPEDITED, 0) / ROWS)
        .isCloseTo(0.25, within(0.01));
    assertThat((double) counts.getOrDefault(Priority.STANDARD, 0) / ROWS)
        .isCloseTo(0.70, within(0.01));
  }

  @Test
  void sameSeedGivesTheSamePriorities() {
    assertThat(LongStream.range(0, ROWS).allMatch(i -> prioritiesAgree(5, i))).isTrue();
  }

  @Test
  void textIsReadAndWhatIsLeftOutHasNoWeight() throws Exception {
    assertThat(Mix.parse("interactive=5,expedited=25,standard=70")).isEqualTo(Mix.DEFAULT);
    assertThat(Mix.parse("standard=1")).isEqualTo(new Mix(0, 0, 1));
    assertThat(Mix.parse("standard=1").of(9, 123)).isEqualTo(Priority.STANDARD);
  }

  @Test
  void anythingElseIsMalformed() {
    for (String text :
        new String[] {
          "",
          "standard",
          "standard=x",
          "urgent=1",
          "standard=1,standard=2",
          "standard=0",
          "standard=-1",
          "standard=9999999"
        }) {
      assertThatExceptionOfType(MalformedException.class)
          .as(text)
          .isThrownBy(() -> Mix.parse(text));
    }
  }

  private static boolean prioritiesAgree(long seed, long index) {
    return Mix.DEFAULT.of(seed, index) == new Mix(5, 25, 70).of(seed, index);
  }
}
