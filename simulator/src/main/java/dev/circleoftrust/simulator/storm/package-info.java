/** Faults that strike the real processes of a circle, by a schedule that a seed repeats. */
@NullMarked
package dev.circleoftrust.simulator.storm;

import org.jspecify.annotations.NullMarked;
