/**
 * The channel pipeline: the processes of a load test, the parts of a run and their order, and what
 * is compared with them.
 */
@NullMarked
package dev.circleoftrust.simulator.load.run;

import org.jspecify.annotations.NullMarked;
