/** Values that every wire form is made of. No Kafka, HTTP, disk or clock is known here. */
@NullMarked
package dev.circleoftrust.wire;

import org.jspecify.annotations.NullMarked;
