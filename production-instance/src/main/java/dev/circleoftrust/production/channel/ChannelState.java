package dev.circleoftrust.production.channel;

import java.util.List;

/**
 * How far a run has come.
 *
 * @param running whether rows are made, or are on their way
 * @param made rows that were made
 * @param acknowledged rows that Kafka has
 * @param failed rows that will never be sent
 * @param batches how many batches Kafka has
 * @param bytes what the producer put on the wire since the run began
 * @param problem why it ended early, or what holds it up; empty where nothing does
 * @param spoiled rows that were spoiled, since the last answer
 */
public record ChannelState(
    boolean running,
    long made,
    long acknowledged,
    long failed,
    long batches,
    long bytes,
    String problem,
    List<SpoiledRow> spoiled) {
  public ChannelState {
    spoiled = List.copyOf(spoiled);
  }
}
