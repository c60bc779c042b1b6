package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InHandTest {
  private final InHand hand = new InHand(3);

  @Test
  void whatCameBackIsNoLongerWithAWorker() {
    Entry entry = entry(1);
    hand.give(entry);
    Set<Long> given = hand.look(numbers -> numbers);
    assertThat(given).containsExactly(1L);
    hand.takeBack(ran(entry, "abc"));
    assertThat(hand.isWithWorkers()).isFalse();
    assertThat(hand.collect()).hasSize(1);
    assertThat(hand.collect()).isEmpty();
  }

  @Test
  void noRowBeginsWhileTooManyResultsWaitForTheBroker() {
    hand.takeBack(ran(entry(1), "abc"));
    assertThat(hand.awaitRoom()).isTrue();
    hand.takeBack(ran(entry(2), "d"));
    var begun = CompletableFuture.supplyAsync(hand::awaitRoom);
    assertThat(begun).isNotDone();
    assertThat(hand.collect()).hasSize(2);
    await().until(begun::isDone);
    assertThat(begun).isCompletedWithValue(true);
  }

  @Test
  void atTheEndNoRowBegins() {
    hand.takeBack(ran(entry(1), "abcd"));
    var begun = CompletableFuture.supplyAsync(hand::awaitRoom);
    hand.end();
    await().until(begun::isDone);
    assertThat(begun).isCompletedWithValue(false);
  }

  private static Outcome ran(Entry entry, String result) {
    return new Outcome.Ran(entry, List.of(Bytes.ofUtf8(result)));
  }

  private static Entry entry(long number) {
    var arrival = new Arrival("topic", 0, number, Instant.EPOCH, null, null, List.of());
    return new Entry(
        number, arrival, new SysId("%032x".formatted(number)), new Entry.State.Accepted());
  }
}
