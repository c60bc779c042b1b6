/** The load test: the command that answers what Code Signing costs on this machine. */
@NullMarked
package dev.circleoftrust.simulator.load;

import org.jspecify.annotations.NullMarked;
