package dev.circleoftrust.production.retry;

/** How far a retry has come: the field {@code status} of an activity. */
enum RetryStatus {
  /** A retry waits or is under way, and is not the last. */
  RETRYING("retrying"),
  /** The last retry waits or is under way. */
  LAST_TRY("last_try"),
  /** A retry was answered without an error. */
  SUCCEEDED("succeeded"),
  /** The last retry failed, or one failed in a way that the policy does not cover. */
  FAILED("failed"),
  /** It could not be retried. */
  ERROR("error");

  private final String word;

  RetryStatus(String word) {
    this.word = word;
  }

  /** What the field holds. */
  String word() {
    return word;
  }
}
