package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.MayRun;
import org.jspecify.annotations.Nullable;

/**
 * An open row and what a judge has said of it since the process started.
 *
 * @param entry the row
 * @param verdict that it may run; absent where it may not, or has run
 * @param version the version of the circle under which that was judged
 */
record Pending(Entry entry, @Nullable MayRun verdict, long version) {
  static Pending settled(Entry entry) {
    return new Pending(entry, null, 0);
  }
}
