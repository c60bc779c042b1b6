/**
 * The circle as this MID Server knows it: the log, which it follows and verifies for itself and
 * keeps on its own disk, and the newest checkpoints. From both follows whether Code Signing is
 * enforced here.
 */
@NullMarked
package dev.circleoftrust.mid.circle;

import org.jspecify.annotations.NullMarked;
