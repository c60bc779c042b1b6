/** What a load test is asked for, and what is wrong with it. */
@NullMarked
package dev.circleoftrust.simulator.load.option;

import org.jspecify.annotations.NullMarked;
