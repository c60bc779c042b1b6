/**
 * The queue pipeline: rows by the Table API, results written back; and a simulation of clusters
 * that this machine cannot show.
 */
@NullMarked
package dev.circleoftrust.simulator.load.queue;

import org.jspecify.annotations.NullMarked;
