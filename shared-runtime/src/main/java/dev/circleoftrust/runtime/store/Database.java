package dev.circleoftrust.runtime.store;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: what a process remembers. A commit survives the death of the process and of the
 * machine. Nothing is kept in memory, so what another program writes into the file is seen.
 *
 * <p>Safe for any number of threads: one writes at a time, others read a snapshot meanwhile. Calls
 * made inside a unit of work, on its thread, join it; so a change of the tables and a change of a
 * component's own SQL tables commit together. A call waits at most {@link #PATIENCE_SECONDS} for
 * its turn, then fails.
 */
public final class Database implements AutoCloseable {
  /** How long a call waits for its turn, in seconds. */
  public static final int PATIENCE_SECONDS = 30;

  private static final int READERS = 4;

  /** How often a store that could not write tries whether it can again. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Handle writer;
  private final List<Handle> readers;
  private final BlockingQueue<Handle> idleReaders;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final ScopedValue<Session> session = ScopedValue.newInstance();
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
  private final GroupCommit group = new GroupCommit(this);
  private boolean undone; // of the thread that writes
  private volatile boolean closed;

  /** What kept the last write from being done, and when it was seen last. */
  private record Trouble(String fact, long at) {}

  /**
   * The unit of work that runs on this thread.
   *
   * @param committed what is to be done once all of it is committed
   */
  private record Session(Handle handle, boolean writes, int depth, List<Runnable> committed) {
    private void forgetAfter(int mark) {
      committed.subList(mark, committed.size()).clear();
    }
  }

  private Database(Handle writer, List<Handle> readers) {
    this.writer = writer;
    this.readers = List.copyOf(readers);
    this.idleReaders = new ArrayBlockingQueue<>(READERS, false, readers);
  }

  /**
   * Opens the file {@code name} of {@code folder} as {@link #open(Path, Schema...)} does.
   *
   * @param remedy what an administrator is to do about a damaged file
   * @throws ConfigurationException if the file is damaged: nothing may start from it
   */
  public static Database open(PrivateFolder folder, String name, String remedy, Schema... schemas) {
    try {
      return open(folder.privateFile(name), schemas);
    } catch (StoreException e) {
      if (e.remedy() == StoreException.Remedy.RESTORE) {
        throw new ConfigurationException(
            "%s is damaged (%s): %s".formatted(folder.file(name), e.getMessage(), remedy), e);
      }
      throw e;
    }
  }

  /**
   * Opens {@code file}, makes it where it is missing, looks whether it is whole, and brings each
   * schema up to date.
   *
   * @throws StoreException if the file is damaged, held by another program, or was written by a
   *     newer version of this one
   */
  public static Database open(Path file, Schema... schemas) {
    WriteAheadLog.requireWhole(file);
    var connections = new SqliteConnections(file);
    var opened = new ArrayList<Handle>();
    try {
      for (int i = 0; i <= READERS; i++) {
        opened.add(i == 0 ? connections.writer() : connections.reader());
      }
      var database = new Database(opened.getFirst(), opened.subList(1, opened.size()));
      database.requireWhole();
      database.inTransaction(handle -> Migrations.apply(handle, List.of(schemas)));
      return database;
    } catch (SQLException e) {
      opened.forEach(Handle::close);
      throw new StoreException("cannot open %s: %s".formatted(file, e.getMessage()), e);
    } catch (RuntimeException e) {
      opened.forEach(Handle::close);
      throw e;
    }
  }

  /**
   * Runs {@code work} alone among the writers and commits what it did; rolls back if it throws.
   * Inside another transaction of this thread it is a part of that one, and if it throws only its
   * own changes are undone.
   *
   * @throws StoreException if the store cannot do it
   * @throws IllegalStateException inside {@link #read}, or once closed
   */
  public <T extends @Nullable Object, X extends Exception> T inTransaction(Work<T, X> work)
      throws X {
    if (session.isBound()) {
      return nested(session.get(), work);
    }
    lock();
    try {
      refuseClosed();
      var committed = new ArrayList<Runnable>();
      T result =
          watched(() ->
              in(
                  new Session(writer, true, 0, committed),
                  handle -> handle.inTransaction(unit -> whole(work, unit))));
      committed.forEach(Runnable::run);
      return result;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Runs {@code work} as {@link #inTransaction} does, and commits it together with what other
   * threads ask for here meanwhile. For what many threads do at the same time, each a little.
   *
   * @param work may run in another thread, so it must not depend on its own; if it fails only its
   *     own changes are undone
   * @throws StoreException if the store cannot do it
   * @throws IllegalStateException inside {@link #read}, or once closed
   */
  public <T extends @Nullable Object, X extends Exception> T inSharedTransaction(Work<T, X> work)
      throws X {
    return session.isBound() ? inTransaction(work) : group.commit(work);
  }

  /**
   * Runs {@code work} on a snapshot, or within the transaction that this thread is in.
   *
   * @throws StoreException if the store cannot do it
   */
  public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work) throws X {
    if (session.isBound()) {
      return translated(work, session.get().handle());
    }
    Handle reader = takeReader();
    try {
      refuseClosed();
      return in(
          new Session(reader, false, 0, List.of()), handle -> handle.inTransaction(work::with));
    } finally {
      idleReaders.add(reader);
    }
  }

  /**
   * Does {@code work} once the transaction that this thread is in is committed, before another one
   * begins; never if it is not, or the part of it is undone that this was asked in. For what is
   * kept in memory beside a table: it must not fail, nor use the store.
   *
   * @throws IllegalStateException outside of a transaction
   */
  public void afterCommit(Runnable work) {
    if (!session.isBound() || !session.get().writes()) {
      throw new IllegalStateException("nothing is being written");
    }
    session.get().committed().add(work);
  }

  /**
   * Why nothing can be written, as a lower-case fact; empty where nothing shows that it cannot. A
   * store that could not write is tried here, each second at most, so that it is known when it can
   * again.
   */
  public Optional<String> problem() {
    Trouble known = trouble.get();
    if (known != null
        && System.nanoTime() - known.at() > TRY_AGAIN.toNanos()
        && !session.isBound()
        && !closed) {
      tryToWrite();
    }
    return Optional.ofNullable(trouble.get()).map(Trouble::fact);
  }

  /** Waits for the units of work that run, then closes the file. Later calls fail. */
  @Override
  public void close() {
    if (session.isBound()) {
      throw new IllegalStateException("the store cannot be closed by a unit of its own work");
    }
    lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      for (int i = 0; i < readers.size(); i++) {
        var _ = takeReader();
      }
      readers.forEach(Handle::close);
      idleReaders.addAll(readers); // whoever still waits is told that the store is closed
      writer.close();
    } finally {
      writing.unlock();
    }
  }

  /** Looks through the whole file: a part that is damaged must not be come upon later. */
  private void requireWhole() {
    String found =
        read(handle -> handle.select("PRAGMA quick_check(1)").mapTo(String.class).first());
    if (!found.equals("ok")) {
      throw StoreException.damaged(found.replaceAll("\\p{Cntrl}+", " "));
    }
  }

  private void tryToWrite() {
    try {
      inTransaction(handle -> handle.execute(Migrations.TRY));
      inTransaction(handle -> handle.execute(Migrations.TRIED));
      trouble.set(null);
    } catch (StoreException _) {
      // Known, and noted again.
    }
  }

  private <T extends @Nullable Object, X extends Exception> T watched(
      ScopedValue.CallableOp<T, X> work) throws X {
    try {
      return work.call();
    } catch (StoreException e) {
      if (e.mayPass()) {
        trouble.set(new Trouble(String.valueOf(e.getMessage()), System.nanoTime()));
      }
      throw e;
    }
  }

  private <T extends @Nullable Object, X extends Exception> T nested(Session outer, Work<T, X> work)
      throws X {
    if (!outer.writes()) {
      throw new IllegalStateException("a transaction inside a read");
    }
    String savepoint = "nested" + outer.depth();
    int mark = outer.committed().size();
    Handle handle = outer.handle().savepoint(savepoint);
    boolean done = false;
    try {
      T result = in(new Session(handle, true, outer.depth() + 1, outer.committed()), work);
      handle.releaseSavepoint(savepoint);
      done = true;
      return result;
    } finally {
      if (!done) {
        outer.forgetAfter(mark);
        undo(handle, savepoint);
      }
    }
  }

  /** A full disk may have undone the whole transaction already, and the savepoint with it. */
  private void undo(Handle handle, String savepoint) {
    try {
      handle.rollbackToSavepoint(savepoint);
    } catch (JdbiException _) {
      undone = true; // and what led here is thrown
      handle.execute("BEGIN IMMEDIATE"); // for what may follow, so that it is undone too
    }
  }

  /** What {@code work} did as a whole, whatever failures of its parts it passes over. */
  private <T extends @Nullable Object, X extends Exception> T whole(Work<T, X> work, Handle handle)
      throws X {
    undone = false;
    T result = work.with(handle);
    if (undone) {
      throw new StoreException("a part failed, and the transaction with it");
    }
    return result;
  }

  private <T extends @Nullable Object, X extends Exception> T in(Session unit, Work<T, X> work)
      throws X {
    return ScopedValue.where(session, unit).call(() -> translated(work, unit.handle()));
  }

  /** JDBI's own messages quote the arguments of a statement; they must not reach a log. */
  private static <T extends @Nullable Object, X extends Exception> T translated(
      Work<T, X> work, Handle handle) throws X {
    try {
      return work.with(handle);
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw StoreException.refused(cause);
      }
      throw new StoreException("the store failed: " + e.getClass().getSimpleName());
    }
  }

  private void refuseClosed() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private void lock() {
    try {
      if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(
            "another transaction has run for %d s".formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a turn to write", e);
    }
  }

  private Handle takeReader() {
    try {
      Handle reader = idleReaders.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw new StoreException("every reader is busy for %d s".formatted(PATIENCE_SECONDS));
      }
      return reader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for a turn to read", e);
    }
  }
}
