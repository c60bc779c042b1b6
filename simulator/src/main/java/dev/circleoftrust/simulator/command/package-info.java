/** The commands of {@code ./circle}, except the demonstration. */
@NullMarked
package dev.circleoftrust.simulator.command;

import org.jspecify.annotations.NullMarked;
