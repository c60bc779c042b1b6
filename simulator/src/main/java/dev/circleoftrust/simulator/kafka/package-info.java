/** The broker as somebody meets it who may read and write whatever passes. */
@NullMarked
package dev.circleoftrust.simulator.kafka;

import org.jspecify.annotations.NullMarked;
