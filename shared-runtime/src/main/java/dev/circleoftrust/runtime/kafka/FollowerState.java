package dev.circleoftrust.runtime.kafka;

/**
 * How far a {@link LogFollower} is.
 *
 * @param caughtUp whether it has read all that there was when it last asked, and the cluster
 *     answered it then
 * @param records how many it has handed on since its start
 * @param problem why it is not caught up, for an operator; empty where nothing is wrong
 */
public record FollowerState(boolean caughtUp, long records, String problem) {}
