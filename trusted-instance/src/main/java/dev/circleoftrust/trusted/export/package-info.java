/**
 * What this instance signs to change the circle, each at a person's word: certificates and jobs for
 * production, and what tightens, which it can append to the log by itself.
 */
@NullMarked
package dev.circleoftrust.trusted.export;

import org.jspecify.annotations.NullMarked;
