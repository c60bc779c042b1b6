package dev.circleoftrust.production.channel;

import dev.circleoftrust.runtime.load.Spoiling;

/**
 * A row that was spoiled on purpose.
 *
 * @param index which row of the run
 * @param kind what was done to it
 * @param place where it stands: topic/partition/offset
 */
public record SpoiledRow(long index, Spoiling.Kind kind, String place) {}
