package dev.circleoftrust.mid.circle;

import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.mid.TestClock;
import dev.circleoftrust.mid.boot.CodeSigning;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircleLogTest {
  @TempDir private Path folder;
  private final TestCircle circle = TestCircle.of(1);
  private final TestClock clock = new TestClock(START.plusSeconds(60));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Database database;
  private CircleLog log;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("memory.db"), CircleMemory.SCHEMA);
    log = CircleLog.open(circle.id(), CircleMemory.open(database, circle.id()), clock, registry);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void withoutALogNothingIsProven() {
    assertThat(cause()).isEqualTo(Standing.Cause.NOT_ESTABLISHED);
  }

  @Test
  void whatWasAcceptedIsThereAfterARestart() {
    CircleState on = turnedOn();
    close();
    open();
    assertThat(log.snapshot().state())
        .satisfies(state -> assertThat(state.head()).isEqualTo(on.head()));
    assertThat(cause()).isEqualTo(Standing.Cause.TURNED_ON);
    assertThat(log.snapshot().enforcedSince()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void whatTheDiskDoesNotTakeIsNotBelievedYet() {
    CircleState founded = founded();
    fillDisk();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> checkpoint(founded))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.mayPass()).isTrue());
      assertThat(standing().enforced()).isTrue();
    }
    limit(1_000_000);
    checkpoint(founded);
    assertThat(standing()).isInstanceOf(Standing.ProvenOff.class);
  }

  /** SQLite answers a file that may not grow exactly as it does a disk without room. */
  private void fillDisk() {
    database.inTransaction(handle ->
        handle.execute("INSERT INTO circle_checkpoint VALUES ('filler', zeroblob(3900))"));
    limit(1);
  }

  private void limit(int pages) {
    database.inTransaction(
        handle -> handle.select("PRAGMA max_page_count = " + pages).mapTo(Integer.class).one());
  }

  @Test
  void nonsenseAndForeignItemsAreSkippedAndCountedOnce() {
    offer(circle.first());
    Bytes nonsense = Bytes.ofUtf8("{\"kind\":\"nonsense\"}");
    log.offer(nonsense, START, false);
    log.offer(nonsense, START, true);
    offer(TestCircle.of(2).first());
    offer(circle.first());
    assertThat(skipped("malformed")).isOne();
    assertThat(skipped("wrong-circle")).isOne();
    assertThat(skipped("already-applied")).isZero();
  }

  @Test
  void aFreshCheckpointProvesOffAndSurvivesARestart() {
    CircleState founded = founded();
    checkpoint(founded);
    assertThat(standing()).isInstanceOf(Standing.ProvenOff.class);
    close();
    open();
    assertThat(standing()).isInstanceOf(Standing.ProvenOff.class);
    clock.advance(Duration.ofHours(25));
    assertThat(cause()).isEqualTo(Standing.Cause.NOT_FRESH);
  }

  @Test
  void aCheckpointOfAHeadThatIsNotHereNeedsMoreOfTheLog() {
    CircleState founded = founded();
    LogItem turnOn = circle.executed(founded, new Action.TurnOn());
    CircleState on = TestCircle.apply(founded, turnOn);
    Bytes ahead = envelope(on).encode();
    assertThat(log.isDecidable(ahead)).isFalse();
    log.offerCheckpoints(List.of(ahead));
    assertThat(cause()).isEqualTo(Standing.Cause.BEHIND);
    offer(turnOn);
    assertThat(log.isDecidable(ahead)).isTrue();
    assertThat(cause()).isEqualTo(Standing.Cause.TURNED_ON);
  }

  @Test
  void nobodysCheckpointIsCountedAndNotKept() {
    CircleState founded = founded();
    Envelope forged = TestCircle.of(2).checkpoint(issuer(2), founded.head(), START);
    log.offerCheckpoints(List.of(forged.encode(), Bytes.ofUtf8("nonsense")));
    assertThat(registry.get("circle.checkpoints.skipped").counters())
        .extracting(counter -> counter.count())
        .filteredOn(count -> count > 0)
        .hasSize(2);
    assertThat(cause()).isEqualTo(Standing.Cause.NOT_FRESH);
  }

  @Test
  void aTopicThatLacksWhatIsOnDiskEndsAProofOfOffUntilItIsWholeAgain() {
    CircleState founded = founded();
    checkpoint(founded);
    log.beginPass();
    log.endPass();
    assertThat(log.snapshot().withheld()).isOne();
    assertThat(cause()).isEqualTo(Standing.Cause.LOG_CUT);
    offer(circle.first());
    assertThat(log.snapshot().withheld()).isZero();
    assertThat(standing()).isInstanceOf(Standing.ProvenOff.class);
  }

  @Test
  void anAlteredDiskIsNotBelieved() {
    turnedOn();
    database.inTransaction(
        handle -> handle.execute("UPDATE circle_item SET item = x'00' WHERE number = 1"));
    close();
    open();
    assertThat(log.snapshot().state()).isNull();
    assertThat(cause()).isEqualTo(Standing.Cause.NOT_ESTABLISHED);
  }

  @Test
  void theMemoryOfOneCircleIsNotThatOfAnother() {
    founded();
    assertThatThrownBy(() -> CircleMemory.open(database, TestCircle.of(2).id()))
        .isInstanceOf(ConfigurationException.class);
  }

  private CircleState founded() {
    offer(circle.first());
    return circle.founded();
  }

  private CircleState turnedOn() {
    CircleState founded = founded();
    LogItem turnOn = circle.executed(founded, new Action.TurnOn());
    log.offer(turnOn.encode(), START.plusSeconds(30), false);
    return TestCircle.apply(founded, turnOn);
  }

  private void checkpoint(CircleState state) {
    log.offerCheckpoints(List.of(envelope(state).encode()));
  }

  private Envelope envelope(CircleState state) {
    return circle.checkpoint(issuer(1), state.head(), clock.instant());
  }

  private void offer(LogItem item) {
    log.offer(item.encode(), START, false);
  }

  private double skipped(String reason) {
    return registry.counter("circle.log.skipped", "reason", reason).count();
  }

  private Standing standing() {
    return new CircleWatch(CodeSigning.LOG, Duration.ofHours(24), log::snapshot)
        .view(clock.instant())
        .standing();
  }

  private Standing.Cause cause() {
    return ((Standing.Enforced) standing()).cause();
  }
}
