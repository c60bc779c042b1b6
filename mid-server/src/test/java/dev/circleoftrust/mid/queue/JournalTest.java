package dev.circleoftrust.mid.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.queue.Journal.Begun;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.mid.queue.Partitions.Settled;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String TOPIC = "cot.ecc.output.mid-1.standard";
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final AnswerSeed SEED = AnswerSeed.of(new SysId("0123456789abcdef".repeat(2)));
  private static final SysId ROW = new SysId("feedface".repeat(4));

  @TempDir private Path folder;
  private Database database;
  private Journal journal;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("memory.db"), Journal.SCHEMA);
    journal = new Journal(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everythingOfARowIsThereAfterARestart() {
    var refusal =
        new Refusal(
            RejectionReason.BATCH_EXPIRED,
            "too old",
            "send again",
            new Refusal.RowName(ROW, "JDBCProbe"));
    List<Entry> entries =
        List.of(
            entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted()),
            entry(null, new Entry.State.Refused(refusal)));
    journal.receive(entries, List.of());
    reopen();
    assertThat(journal.open(TOPIC)).isEqualTo(entries);
    assertThat(journal.open("another topic")).isEmpty();
    assertThat(journal.nextNumber()).isGreaterThan(entries.getLast().number());
  }

  @Test
  void aRowGoesThroughItsStatesAndLeaves() {
    Entry entry = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    journal.receive(List.of(entry), List.of());
    assertThat(journal.begin(entry.with(new Entry.State.Running()), ROW, NOW)).isEqualTo(Begun.NOW);
    assertThat(journal.open(TOPIC).getFirst().state()).isEqualTo(new Entry.State.Running());
    assertThat(journal.hasRun(ROW)).isTrue();
    var done = entry.with(new Entry.State.Done(List.of(Bytes.ofUtf8("one"), Bytes.ofUtf8("two"))));
    journal.advance(done);
    assertThat(journal.open(TOPIC)).containsExactly(done);
    journal.answered(TOPIC, List.of(done), 42);
    assertThat(journal.open(TOPIC)).isEmpty();
    assertThat(journal.size()).isZero();
    assertThat(journal.mark(TOPIC)).isEqualTo(42);
    assertThat(journal.hasRun(ROW)).isTrue();
    journal.forgetBefore(NOW.plusMillis(1));
    assertThat(journal.hasRun(ROW)).isFalse();
  }

  @Test
  void aRowThatWasBegunIsNotBegunAgainAndNothingOfItChanges() {
    Entry first = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    Entry copy = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    journal.receive(List.of(first, copy), List.of());
    assertThat(journal.begin(first.with(new Entry.State.Running()), ROW, NOW)).isEqualTo(Begun.NOW);
    assertThat(journal.begin(copy.with(new Entry.State.Running()), ROW, NOW))
        .isEqualTo(Begun.BEFORE);
    assertThat(journal.open(TOPIC).getLast().state()).isEqualTo(new Entry.State.Accepted());
  }

  @Test
  void aCancelledRowIsRememberedForADayAndAcrossARestart() {
    assertThat(journal.isCancelled(ROW)).isFalse();
    journal.cancel(ROW, NOW);
    reopen();
    assertThat(journal.isCancelled(ROW)).isTrue();
    Entry entry = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    assertThat(journal.begin(entry.with(new Entry.State.Running()), ROW, NOW))
        .isEqualTo(Begun.CANCELLED);
    journal.forgetBefore(NOW.plusMillis(1));
    assertThat(journal.isCancelled(ROW)).isFalse();
  }

  @Test
  void aRowOfAClusterIsKnownAsTakenTogetherWithWhatWasAnswered() {
    Entry taken = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    Entry answered = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    journal.receive(List.of(taken, answered), List.of());
    journal.settled(TOPIC, List.of(answered.number()), List.of(taken.number()), 7);
    assertThat(journal.open(TOPIC)).containsExactly(taken.with(new Entry.State.Taken()));
  }

  @Test
  void whatWasSettledAtSightIsRememberedWithWhatLeavesTheJournal() {
    Entry answered = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    journal.receive(List.of(answered), List.of());
    var reading = reading(new PartitionMemory.TakenOver(NOW));
    journal.settled(TOPIC, List.of(reading), List.of(answered.number()), List.of(), 7);
    reopen();
    assertThat(journal.partitions().all(TOPIC)).containsExactly(reading);
    assertThat(journal.size()).isZero();
    assertThat(journal.mark(TOPIC)).isEqualTo(7);
  }

  @Test
  void ofManyRowsThoseThatWereCancelledAreFoundTogether() {
    assertThat(journal.hasCancelled()).isFalse();
    var other = new SysId("0".repeat(32));
    journal.cancel(ROW, NOW);
    assertThat(journal.hasCancelled()).isTrue();
    assertThat(journal.cancelled(List.of(other, ROW))).containsExactly(ROW);
    assertThat(journal.cancelled(List.of(other))).isEmpty();
  }

  @Test
  void anOffsetAtWhichAProcessEndedTwiceIsSkipped() {
    var partition = new TopicPartition(TOPIC, 0);
    assertThat(journal.attempts(TOPIC).mayFetch(partition, 5)).isTrue();
    reopen();
    assertThat(journal.attempts(TOPIC).mayFetch(partition, 5)).isTrue();
    reopen();
    assertThat(journal.attempts(TOPIC).mayFetch(partition, 5)).isFalse();
    assertThat(journal.attempts(TOPIC).mayFetch(partition, 6)).isTrue();
  }

  @Test
  void whereAProcessEndedRecordsAreFetchedOneByOneSoThatNoneBeforeTheBadOneIsSkipped() {
    var partition = new TopicPartition(TOPIC, 0);
    assertThat(journal.attempts(TOPIC).isCareful()).isFalse();
    assertThat(journal.attempts(TOPIC).mayFetch(partition, 5)).isTrue(); // ended by 6
    Attempts second = journal.attempts(TOPIC);
    assertThat(second.isCareful()).isTrue();
    assertThat(second.mayFetch(partition, 5)).isTrue();
    second.fetched(1);
    assertThat(second.mayFetch(partition, 6)).isTrue(); // ended
    Attempts third = journal.attempts(TOPIC);
    assertThat(third.mayFetch(partition, 6)).isTrue(); // ended
    Attempts attempts = journal.attempts(TOPIC);
    assertThat(attempts.mayFetch(partition, 6)).isFalse();
    assertThat(attempts.mayFetch(partition, 7)).isTrue();
    attempts.forget();
    assertThat(journal.attempts(TOPIC).isCareful()).isFalse();
  }

  @Test
  void anOffsetThatWasFetchedOnceIsNotCountedAgain() {
    var partition = new TopicPartition(TOPIC, 0);
    for (int i = 0; i < 4; i++) {
      Attempts attempts = journal.attempts(TOPIC);
      assertThat(attempts.mayFetch(partition, 5)).isTrue();
      attempts.fetched(1);
    }
  }

  @Test
  void rowsAndPositionsAreRememberedTogetherOrNotAtAll() {
    Entry entry = entry(Bytes.ofUtf8("{}"), new Entry.State.Accepted());
    var reading = reading(new PartitionMemory.TakenOver(NOW));
    journal.receive(List.of(entry), List.of(reading));
    assertThat(journal.partitions().find(TOPIC, 0)).hasValue(reading);
  }

  @Test
  void aPositionSurvivesWithEveryStreamThatWasLeft() {
    Bytes left = Bytes.ofUtf8("0123456789abcdef".repeat(3));
    var reached =
        new PartitionMemory.Reached(
            Digest.of(Bytes.ofUtf8("key")),
            Bytes.ofUtf8("sixteen bytes...".substring(0, 16)),
            7,
            NOW,
            List.of(left, left));
    journal.receive(List.of(), List.of(reading(new PartitionMemory.TakenOver(NOW))));
    journal.receive(List.of(), List.of(reading(reached)));
    reopen();
    assertThat(journal.partitions().find(TOPIC, 0)).hasValue(reading(reached));
  }

  @Test
  void aTopicThatLostItsEndIsReadOnFromThere() {
    var reading = reading(new PartitionMemory.TakenOver(NOW));
    assertThat(reading.between(0, 3).nextOffset()).isEqualTo(3);
    assertThat(reading.between(9, 20).nextOffset()).isEqualTo(9);
    assertThat(reading.between(0, 20)).isEqualTo(reading);
    assertThat(reading.between(0, 3).isAnswered(2)).isTrue();
    assertThat(reading.between(0, 3).isAnswered(3)).isFalse(); // written since
  }

  private static Reading reading(PartitionMemory memory) {
    return new Reading(TOPIC, 0, "topic id", 5, 2, memory, new Settled(SEED, 5), Optional.empty());
  }

  private Entry entry(@Nullable Bytes value, Entry.State state) {
    var headers =
        List.of(
            new Arrival.Label("cot-batch", Bytes.ofUtf8("one")),
            new Arrival.Label("", null),
            new Arrival.Label("Zürich", Bytes.empty()));
    var arrival = new Arrival(TOPIC, 0, 4, NOW, value, value, headers);
    return new Entry(journal.nextNumber(), arrival, ROW, state);
  }

  private void reopen() {
    database.close();
    open();
  }
}
