package dev.circleoftrust.runtime.store;

import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The work of one thread in a {@link GroupCommit}. Done by whichever thread leads; what came of it
 * is read by the one that asked, once it has ended.
 */
final class GroupUnit<T extends @Nullable Object, X extends Exception> {
  private final Work<T, X> work;
  private final Thread asked;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private volatile boolean ended;

  GroupUnit(Work<T, X> work, Thread asked) {
    this.work = work;
    this.asked = asked;
  }

  /** Who waits for it. */
  Thread asked() {
    return asked;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Does it as all there is to commit. */
  void workAlone(Handle handle) throws X {
    result = work.with(handle);
  }

  /**
   * Does it as a part of the transaction that this thread is in; if it fails, the others go on.
   *
   * @throws StoreException if the whole transaction is undone with it
   */
  void workAsPart(Database database) {
    try {
      result = database.inTransaction(work);
    } catch (StoreException e) {
      if (e.mayPass()) {
        throw e; // no disk, no room: the others had the same to expect
      }
      failure = e;
    } catch (Exception | Error e) {
      failure = e;
    }
  }

  /** All of it is on the disk, unless it failed by itself. */
  void committed() {
    end();
  }

  /** Nothing of it is on the disk. */
  void undone(Throwable why) {
    if (failure == null) {
      failure = why;
    }
    end();
  }

  private void end() {
    ended = true;
    LockSupport.unpark(asked);
  }

  /** What came of it. */
  @SuppressWarnings({"unchecked", "NullAway"}) // work throws X, and nothing else that is checked
  T outcome() throws X {
    switch (failure) {
      case null -> {
        return result;
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw (X) e;
    }
  }
}
