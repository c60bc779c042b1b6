/** What is made of measurements: medians and spread, ratios, the saturated process. */
@NullMarked
package dev.circleoftrust.simulator.load.figure;

import org.jspecify.annotations.NullMarked;
