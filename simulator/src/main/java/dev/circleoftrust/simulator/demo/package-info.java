/** The demonstration: the whole flow, the breach, and what stops it, told while it happens. */
@NullMarked
package dev.circleoftrust.simulator.demo;

import org.jspecify.annotations.NullMarked;
