/** Programs of the MID Server's host, run without a shell and within limits. */
@NullMarked
package dev.circleoftrust.mid.program;

import org.jspecify.annotations.NullMarked;
