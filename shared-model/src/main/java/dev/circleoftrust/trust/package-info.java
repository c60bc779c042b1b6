/**
 * Whom the circle trusts: keys and issuers, the circle log, and the one state machine that every
 * process folds it with.
 *
 * <p>Trust is a function of the log alone. Nothing here takes a clock, reads a file or talks to a
 * network; where time matters, it is an argument.
 */
@NullMarked
package dev.circleoftrust.trust;

import org.jspecify.annotations.NullMarked;
