package dev.circleoftrust.runtime.http;

import java.time.Duration;

/** What came of a request's credentials. */
sealed interface Login {
  /** They are right. */
  record Accepted(String user) implements Login {}

  /** They are missing, malformed or wrong; which of these is not told. */
  record Refused() implements Login {}

  /** Too many were wrong; none is looked at for a while. */
  record Throttled(Duration pause) implements Login {}
}
