/**
 * Puts trust, batch and record together: what may run, and what is refused for which reason.
 *
 * <p>What may run is a closed type that only this package can make, so "forgot to verify" does not
 * compile.
 */
@NullMarked
package dev.circleoftrust.judgement;

import org.jspecify.annotations.NullMarked;
