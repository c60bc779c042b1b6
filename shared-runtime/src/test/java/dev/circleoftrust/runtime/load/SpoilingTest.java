package dev.circleoftrust.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.circleoftrust.runtime.load.Spoiling.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpoilingTest {
  private static final int ROWS = 100_000;

  @Test
  void sameSeedSpoilsTheSameRowsInTheSameWay() {
    var one = new Spoiling(7, 0.1);
    var other = new Spoiling(7, 0.1);

    assertThat(LongStream.range(0, ROWS).allMatch(i -> one.of(i) == other.of(i))).isTrue();
  }

  @Test
  void anotherSeedSpoilsOtherRows() {
    var one = new Spoiling(7, 0.5);
    var other = new Spoiling(8, 0.5);

    long same = LongStream.range(0, ROWS).filter(i -> one.of(i) == other.of(i)).count();

    assertThat((double) same / ROWS).isCloseTo(0.25 + 0.25 / 3, within(0.02));
  }

  @Test
  void asManyAreSpoiledAsTheShareSaysAndEachKindAsOften() {
    Map<Kind, Integer> counts = counts(new Spoiling(42, 0.1));

    for (Kind kind : new Kind[] {Kind.ALTERED_VALUE, Kind.WRONG_TOPIC, Kind.UNKNOWN_BATCH}) {
      assertThat((double) counts.getOrDefault(kind, 0) / ROWS).isCloseTo(0.1 / 3, within(0.003));
    }
  }

  @Test
  void noShareSpoilsNoneAndAllSpoilsAll() {
    assertThat(counts(Spoiling.NONE)).containsOnlyKeys(Kind.NONE);
    assertThat(counts(new Spoiling(1, 1))).doesNotContainKey(Kind.NONE).hasSize(3);
  }

  @Test
  void aShareIsFromZeroToOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Spoiling(1, -0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Spoiling(1, 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Spoiling(1, Double.NaN));
  }

  private static Map<Kind, Integer> counts(Spoiling spoiling) {
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    LongStream.range(0, ROWS).forEach(i -> counts.merge(spoiling.of(i), 1, Integer::sum));
    return counts;
  }
}
