/**
 * What passes between production and MID Servers: rows of the ECC queue, their payloads, and the
 * Kafka topics and messages that carry them. Nothing here decides whether a row may run.
 */
@NullMarked
package dev.circleoftrust.ecc;

import org.jspecify.annotations.NullMarked;
