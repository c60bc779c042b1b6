/**
 * A process as its administrator meets it: its private folder, its arguments, its log file, how it
 * starts and how it ends.
 */
@NullMarked
package dev.circleoftrust.runtime.process;

import org.jspecify.annotations.NullMarked;
