/** Tests of the command line. */
@NullMarked
package dev.circleoftrust.simulator;

import org.jspecify.annotations.NullMarked;
