package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/**
 * What a judgement lets run. Alone it permits nothing: that takes a {@link MayRun}, which only the
 * judge makes.
 *
 * @param work what is to be run
 * @param head the head of the circle log under which it was judged
 * @param notAfter the last moment at which it may run
 */
public record Permit(Work work, Digest head, Instant notAfter) {}
