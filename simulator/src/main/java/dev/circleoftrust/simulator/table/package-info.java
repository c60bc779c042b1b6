/** Tables as text for a terminal. */
@NullMarked
package dev.circleoftrust.simulator.table;

import org.jspecify.annotations.NullMarked;
