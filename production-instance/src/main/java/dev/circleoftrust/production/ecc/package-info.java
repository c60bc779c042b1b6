/**
 * The ECC queue of production: rows come in by the Table API, are notarized where a trusted
 * instance signed their code, leave by Kafka, and get what MID Servers answer.
 */
@NullMarked
package dev.circleoftrust.production.ecc;

import org.jspecify.annotations.NullMarked;
