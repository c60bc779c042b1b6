/**
 * What Code Signing is measured against: the same records through Kafka's own tools and through
 * what others sign with. No program depends on it.
 */
@NullMarked
package dev.circleoftrust.benchmarks;

import org.jspecify.annotations.NullMarked;
