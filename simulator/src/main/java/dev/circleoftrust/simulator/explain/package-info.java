/** Tells the whole story of one ECC record on one screen, from what the broker and the log hold. */
@NullMarked
package dev.circleoftrust.simulator.explain;

import org.jspecify.annotations.NullMarked;
