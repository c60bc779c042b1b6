/** What operators do with the records that MID Servers refused and kept. */
@NullMarked
package dev.circleoftrust.simulator.quarantine;

import org.jspecify.annotations.NullMarked;
