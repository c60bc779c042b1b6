package dev.circleoftrust.judgement;

/**
 * A verdict, and what the MID Server must remember of the partition before it acts on it.
 *
 * @param verdict what may be done with the record
 * @param memory the partition's memory after the record, whatever the verdict
 */
public record Judgement(Verdict verdict, PartitionMemory memory) {}
