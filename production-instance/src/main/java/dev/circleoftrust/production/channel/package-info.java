/**
 * The channel: rows that are made in memory, for MID Servers that get rows from nowhere else, so
 * that a load test measures what lies behind the ECC queue and not the disk that keeps it. They are
 * signed, sent and acknowledged as rows of the queue are.
 */
@NullMarked
package dev.circleoftrust.production.channel;

import org.jspecify.annotations.NullMarked;
