package dev.circleoftrust.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
  private static final int MANY = 150;
  private static final Schema NOTES =
      new Schema("notes", List.of("CREATE TABLE notes (text TEXT UNIQUE)"));

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("memory.db"), NOTES);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatManyThreadsAskForIsDoneByFewAndAllOfItIsThere() throws Exception {
    Set<Thread> working = ConcurrentHashMap.newKeySet();
    var done = new AtomicInteger();
    List<FutureTask<Integer>> asked =
        atOnce(
            MANY,
            i ->
                database.inSharedTransaction(handle -> {
                  working.add(Thread.currentThread());
                  database.afterCommit(done::incrementAndGet);
                  return insert(handle, "note " + i);
                }));
    for (FutureTask<Integer> each : asked) {
      assertThat(each.get()).isOne();
    }
    assertThat(notes()).isEqualTo(MANY);
    assertThat(done).hasValue(MANY);
    assertThat(working).hasSizeLessThan(MANY / 10);
  }

  @Test
  void whoFailsIsToldAndTheOthersAreCommitted() throws Exception {
    var done = new AtomicInteger();
    List<FutureTask<Integer>> asked =
        atOnce(
            10,
            i ->
                database.<Integer, IOException>inSharedTransaction(handle -> {
                  database.afterCommit(done::incrementAndGet);
                  int inserted = insert(handle, "note " + i);
                  if (i == 3) {
                    throw new IOException("on purpose");
                  }
                  return i == 4 ? insert(handle, "note 4") : inserted; // it is there
                }));
    for (int i = 0; i < asked.size(); i++) {
      FutureTask<Integer> each = asked.get(i);
      switch (i) {
        case 3 -> assertThatThrownBy(each::get).hasCauseInstanceOf(IOException.class);
        case 4 -> assertThatThrownBy(each::get).hasCauseInstanceOf(StoreException.class);
        default -> assertThat(each.get()).isOne();
      }
    }
    assertThat(notes()).isEqualTo(8);
    assertThat(done).hasValue(8);
  }

  @Test
  void withoutRoomOnTheDiskNobodyIsToldThatItIsKept() throws Exception {
    pages(1);
    String large = "x".repeat(100_000);
    List<FutureTask<Integer>> asked =
        atOnce(10, i -> database.inSharedTransaction(handle -> insert(handle, large + i)));
    for (FutureTask<Integer> each : asked) {
      assertThatThrownBy(each::get)
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.remedy()).isEqualTo(StoreException.Remedy.MAKE_ROOM));
    }
    assertThat(notes()).isZero();
    pages(1_000_000);
    assertThat(database.<Integer, RuntimeException>inSharedTransaction(h -> insert(h, "again")))
        .isOne();
  }

  @Test
  void whoIsInterruptedWhileOthersWriteHasChangedNothing() throws Exception {
    var over = new CountDownLatch(1);
    FutureTask<Integer> holder = holding(over);
    var asked = new FutureTask<>(() -> database.inSharedTransaction(h -> insert(h, "never")));
    Thread asking = Thread.ofPlatform().start(asked);
    await().until(() -> asking.getState() == Thread.State.TIMED_WAITING);
    asking.interrupt();
    assertThatThrownBy(asked::get).hasCauseInstanceOf(StoreException.class);
    over.countDown();
    assertThat(holder.get()).isZero();
    assertThat(notes()).isZero();
  }

  @Test
  void insideATransactionItIsAPartOfIt() {
    assertThatThrownBy(() ->
            database.inTransaction(_ -> {
              int inserted = database.inSharedTransaction(h -> insert(h, "lost"));
              throw new IOException("on purpose, after " + inserted);
            }))
        .isInstanceOf(IOException.class);
    assertThat(notes()).isZero();
  }

  /** What each thread does. */
  @FunctionalInterface
  private interface Asking {
    int ask(int number) throws Exception;
  }

  /** Lets threads ask while another one writes, until all of them wait for a turn. */
  private List<FutureTask<Integer>> atOnce(int threads, Asking asking) throws Exception {
    var over = new CountDownLatch(1);
    FutureTask<Integer> holder = holding(over);
    var asked = new ArrayList<FutureTask<Integer>>();
    var started = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      asked.add(new FutureTask<>(() -> asking.ask(number)));
      started.add(Thread.ofPlatform().start(asked.getLast()));
    }
    await()
        .until(
            () -> started.stream().allMatch(each -> each.getState() == Thread.State.TIMED_WAITING));
    over.countDown();
    assertThat(holder.get()).isZero();
    return asked;
  }

  private FutureTask<Integer> holding(CountDownLatch over) throws InterruptedException {
    var held = new CountDownLatch(1);
    var holder =
        new FutureTask<>(() ->
            database.inTransaction(_ -> {
              held.countDown();
              over.await();
              return 0;
            }));
    Thread.ofPlatform().start(holder);
    held.await();
    return holder;
  }

  private void pages(int most) {
    database.inTransaction(
        handle -> handle.select("PRAGMA max_page_count = " + most).mapTo(Integer.class).one());
  }

  private int notes() {
    return database.read(
        handle -> handle.select("SELECT count(*) FROM notes").mapTo(Integer.class).one());
  }

  private static int insert(Handle handle, String text) {
    return KeptStatements.change(handle, "INSERT INTO notes VALUES (?)", text);
  }
}
