/**
 * Records on their way to Kafka, in two stages: one thread makes and signs a batch while another
 * sends the batches before it and waits until they are acknowledged. Whatever fails, what was made
 * is sent again, the same bytes in the same order, and nothing overtakes it.
 */
@NullMarked
package dev.circleoftrust.production.dispatch;

import org.jspecify.annotations.NullMarked;
