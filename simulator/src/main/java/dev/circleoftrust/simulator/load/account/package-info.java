/**
 * The account of every record of a run, by sys_id: what MID Servers answered against what the seed
 * says.
 */
@NullMarked
package dev.circleoftrust.simulator.load.account;

import org.jspecify.annotations.NullMarked;
