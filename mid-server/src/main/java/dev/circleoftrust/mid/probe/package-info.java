/**
 * What a MID Server can do: a closed set of probes, each of which takes what a judge has let
 * through and gives a result, never an exception.
 */
@NullMarked
package dev.circleoftrust.mid.probe;

import org.jspecify.annotations.NullMarked;
