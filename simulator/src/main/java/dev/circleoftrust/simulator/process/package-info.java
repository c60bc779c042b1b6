/**
 * The operating-system processes that this one starts: each has its own folder, says when it is
 * ready, and is gone when this one is.
 */
@NullMarked
package dev.circleoftrust.simulator.process;

import org.jspecify.annotations.NullMarked;
