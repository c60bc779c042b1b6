/** How a measurement is made: a topic of its own, who fills it, who reads it, and the figures. */
@NullMarked
package dev.circleoftrust.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
