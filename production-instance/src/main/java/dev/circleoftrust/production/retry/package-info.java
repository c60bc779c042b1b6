/**
 * The retry policy of the ECC queue: a row that failed in a way that somebody foresaw is sent again
 * as a new row, after a while and a number of times.
 */
@NullMarked
package dev.circleoftrust.production.retry;

import org.jspecify.annotations.NullMarked;
