/** The command line: starts real processes and a real broker, and talks to them as a user would. */
@NullMarked
package dev.circleoftrust.simulator;

import org.jspecify.annotations.NullMarked;
