/** A circle on this machine: its folder, its processes, and how it is established. */
@NullMarked
package dev.circleoftrust.simulator.circle;

import org.jspecify.annotations.NullMarked;
