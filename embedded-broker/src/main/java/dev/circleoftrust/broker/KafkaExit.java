package dev.circleoftrust.broker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * What happens where Kafka decides to end its process, which would be the process of a test.
 *
 * <p>Static because Kafka's own hook is: the last choice counts for every broker in the process.
 * Thread-safe. The only place that names {@link Exit}, which moves to another package in Kafka 4.4.
 */
final class KafkaExit {
  private static final AtomicReference<@Nullable Error> FAULT = new AtomicReference<>();

  private KafkaExit() {}

  /** From now on a fault is remembered, and thrown in the thread that had it. */
  static void survive() {
    FAULT.set(null);
    onExit(fault -> FAULT.compareAndSet(null, fault));
  }

  /** From now on a fault ends this process at once with status 1, after {@code lastWords}. */
  static void die(Consumer<Error> lastWords) {
    onExit(fault -> {
      lastWords.accept(fault);
      Runtime.getRuntime().halt(1);
    });
  }

  /** The first fault since {@link #survive()}, if any. */
  static Optional<Error> fault() {
    return Optional.ofNullable(FAULT.get());
  }

  private static void onExit(Consumer<Error> fate) {
    Exit.setExitProcedure((status, message) -> fall("exit", status, message, fate));
    Exit.setHaltProcedure((status, message) -> fall("halt", status, message, fate));
  }

  /** Kafka logs what happened before it asks for this, and seldom says it again here. */
  private static void fall(String how, int status, @Nullable String message, Consumer<Error> fate) {
    String reason = message == null ? "its log says why" : message;
    var fault = new Error("the broker called for %s %d: %s".formatted(how, status, reason));
    fate.accept(fault);
    throw fault;
  }
}
