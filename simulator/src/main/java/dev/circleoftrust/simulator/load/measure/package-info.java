/** Times, CPU and memory of the parts of a run. No process is started and nothing is sent here. */
@NullMarked
package dev.circleoftrust.simulator.load.measure;

import org.jspecify.annotations.NullMarked;
