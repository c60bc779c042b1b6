/**
 * The ECC queue as a MID Server works it off: rows are fetched, judged, written to its own disk,
 * run and answered, so that whenever it is killed each row has one result and at most one effect.
 */
@NullMarked
package dev.circleoftrust.mid.queue;

import org.jspecify.annotations.NullMarked;
