/**
 * What Code Signing is compared with, each on a topic of its own at the same broker: Kafka's own
 * tools without any signature, a JWS or an RSA signature in each record, and the judge.
 */
@NullMarked
package dev.circleoftrust.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
