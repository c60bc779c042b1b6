package dev.circleoftrust.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Test
  void theLastOneMadeIsClosedFirstWhateverFails() {
    var parts = new Parts();
    parts.add(() -> closed.add("first"));
    parts.add(() -> {
      throw new IllegalStateException("on purpose");
    });
    parts.add(() -> closed.add("last"));
    parts.close();
    parts.close();
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void onePartThatHangsDoesNotHoldTheOthers() {
    var never = new CountDownLatch(1);
    var parts = new Parts(Duration.ofMillis(50));
    parts.add(() -> closed.add("first"));
    parts.add(never::await);
    parts.close();
    assertThat(closed).containsExactly("first");
    never.countDown();
  }

  @Test
  void whatComesTooLateIsClosedAtOnce() {
    var parts = new Parts();
    parts.close();
    assertThatThrownBy(() -> parts.add(() -> closed.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closed).containsExactly("late");
  }
}
