package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.record.SysId;
import org.junit.jupiter.api.Test;

class AnswerSeedTest {
  private static final AnswerSeed SEED = AnswerSeed.of(new SysId("0123456789abcdef".repeat(2)));

  @Test
  void anAnswerSaysWhichOffsetItAnswers() {
    SysId answer = SEED.answer(258);
    assertThat(answer.value()).isEqualTo("0123456789abcdef0000000000000102");
    assertThat(SEED.offset(answer)).hasValue(258);
    assertThat(SEED.offset(SEED.answer(Long.MAX_VALUE))).hasValue(Long.MAX_VALUE);
  }

  @Test
  void noOtherAnswerIsTakenForOne() {
    assertThat(SEED.offset(new SysId("f123456789abcdef0000000000000102"))).isEmpty();
    assertThat(SEED.offset(new SysId("0123456789abcdeff000000000000000"))).isEmpty(); // no offset
  }
}
