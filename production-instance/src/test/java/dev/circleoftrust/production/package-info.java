/** Attacks on production, and what it does right. */
@NullMarked
package dev.circleoftrust.production;

import org.jspecify.annotations.NullMarked;
