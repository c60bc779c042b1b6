/** What a run came to: as report.json, as a page, and as lines for a person. */
@NullMarked
package dev.circleoftrust.simulator.load.report;

import org.jspecify.annotations.NullMarked;
