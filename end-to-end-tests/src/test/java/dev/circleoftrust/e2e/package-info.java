/** The circle as its users run it: real processes, a real broker, containers. */
@NullMarked
package dev.circleoftrust.e2e;

import org.jspecify.annotations.NullMarked;
