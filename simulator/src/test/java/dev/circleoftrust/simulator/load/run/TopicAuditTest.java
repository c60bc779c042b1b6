package dev.circleoftrust.simulator.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicAuditTest {
  @Test
  void everyRecordOnceAndNoSignatureWhileOff() {
    assertThat(new TopicAudit.Found(100, 0, 100, 0, 0).problems(100, 0, false)).isEmpty();
    assertThat(new TopicAudit.Found(100, 40_000, 97, 0, 3).problems(100, 5, true)).isEmpty();
  }

  @Test
  void signaturesWhileOffAreSeen() {
    assertThat(new TopicAudit.Found(100, 1, 100, 0, 0).problems(100, 0, false))
        .containsExactly("1 bytes of signatures on the wire although Code Signing was off");
  }

  @Test
  void lossRepetitionAndStrangersAreSeen() {
    assertThat(new TopicAudit.Found(99, 0, 99, 0, 0).problems(100, 0, false))
        .contains("99 records stand in the topics, 100 were made");
    assertThat(new TopicAudit.Found(101, 0, 100, 1, 0).problems(100, 0, false))
        .contains("1 records stand in the topics more than once");
    assertThat(new TopicAudit.Found(100, 0, 99, 0, 1).problems(100, 0, false))
        .contains("1 records in the topics are not of this part");
  }
}
