package dev.circleoftrust.judgement;

import org.jspecify.annotations.Nullable;

/**
 * A verdict, and what the MID Server must remember of the partition before it acts on it.
 *
 * @param verdict what may be done with the record
 * @param memory the partition's memory after the record, whatever the verdict
 * @param firewall what the ECC firewall said; absent where another check failed before it
 */
public record Judgement(
    Verdict verdict, PartitionMemory memory, EccFirewall.@Nullable Decision firewall) {}
