package dev.circleoftrust.mid.queue;

/**
 * Is told as rows take each step from which a death of the process must be survived. What stands
 * here in production does nothing; a test ends the process there.
 */
@FunctionalInterface
public interface Steps {
  /** The steps, in their order. */
  enum Step {
    /** Judged; neither the disk nor Kafka knows it yet. */
    JUDGED,
    /** In the journal with their bytes. */
    RECEIVED,
    /** <i>queue.processing</i> and the answers to what was refused are committed. */
    ANNOUNCED,
    /** In the journal as running. */
    STARTED,
    /** Run; the journal does not know it yet. */
    RAN,
    /** In the journal with its result. */
    DONE,
    /** Results are committed; the disk does not know it yet. */
    COMMITTED,
    /** Out of the journal; or settled at sight, with the position on disk. */
    ANSWERED
  }

  /** The step was just taken. */
  void reached(Step step);

  /** Watches nothing. */
  static Steps unwatched() {
    return _ -> {};
  }
}
