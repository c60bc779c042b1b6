/** Counterparts of a trusted instance for its tests: authorities, key stores, a production. */
@NullMarked
package dev.circleoftrust.trusted.testing;

import org.jspecify.annotations.NullMarked;
