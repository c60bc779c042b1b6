package dev.circleoftrust.runtime.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work on a {@link Database}. It must not keep the handle, nor begin or end transactions.
 *
 * @param <T> what it gives
 * @param <X> how it may fail; whatever it throws, a transaction is rolled back
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Exception> {
  /** Does it. */
  T with(Handle handle) throws X;
}
