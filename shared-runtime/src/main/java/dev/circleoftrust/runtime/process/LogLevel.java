package dev.circleoftrust.runtime.process;

/** How grave an event must be to come into the log. Each takes in those after it. */
public enum LogLevel {
  /** Each decision, one by one. */
  TRACE,
  /** What helps to find a fault. */
  DEBUG,
  /** What an administrator may want to know. */
  INFO,
  /** What an administrator should look at. */
  WARN
}
