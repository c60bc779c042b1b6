package dev.circleoftrust.simulator.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J", "\u009b2J", "\r\n", "\u0007", "\u202e", "\u200b", "\u2028", "\ud800"})
  void nothingThatMovesTheCursorOrHidesIsLeft(String hostile) {
    String shown = Shown.plain("a" + hostile + "z");
    assertThat(shown).startsWith("a ").endsWith("z");
    assertThat(shown.codePoints().mapToObj(Character::getType))
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR);
  }

  @Test
  void lettersOfAnyScriptStay() {
    assertThat(Shown.plain("Grüße, 世界 🙂")).isEqualTo("Grüße, 世界 🙂");
  }
}
