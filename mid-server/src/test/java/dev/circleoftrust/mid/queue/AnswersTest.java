package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.xml.XmlText;
import org.junit.jupiter.api.Test;

class AnswersTest {
  @Test
  void anErrorThatIsCutInTheMidstOfACharacterCanStillBeTold() {
    String cut = Answers.cut("x" + "\uD83D\uDE00".repeat(2500));
    assertThat(cut).hasSizeLessThanOrEqualTo(4000).endsWith("...");
    assertThat(XmlText.canCarry(cut)).isTrue();
  }
}
