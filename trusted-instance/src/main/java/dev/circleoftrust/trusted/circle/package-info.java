/**
 * The circle log as this instance holds it, and its word on where the log ends: checkpoints, the
 * only thing that is ever signed because of what came over Kafka.
 */
@NullMarked
package dev.circleoftrust.trusted.circle;

import org.jspecify.annotations.NullMarked;
