/**
 * A stream of rows under faults, and what must hold afterwards: each row has one result, and at
 * most one effect.
 */
@NullMarked
package dev.circleoftrust.simulator.faults;

import org.jspecify.annotations.NullMarked;
