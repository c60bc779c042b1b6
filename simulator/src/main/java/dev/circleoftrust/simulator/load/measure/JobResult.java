package dev.circleoftrust.simulator.load.measure;

/**
 * What a signed job took, in microseconds.
 *
 * @param on whether Code Signing was turned on
 * @param counted whether it was part of a counted round
 * @param began when its export began, since 1970; the channel was empty then
 * @param took until every process enforced, or none did
 */
public record JobResult(boolean on, boolean counted, long began, long took) {}
