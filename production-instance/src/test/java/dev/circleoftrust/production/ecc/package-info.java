/** Tests of the ECC queue without Kafka. */
@NullMarked
package dev.circleoftrust.production.ecc;

import org.jspecify.annotations.NullMarked;
