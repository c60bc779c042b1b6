/**
 * Kafka clients as every process uses them: bytes in, bytes out, nothing lost silently, every wait
 * bounded.
 *
 * {@snippet :
 * var clients = new KafkaClients(KafkaConnection.plaintext("127.0.0.1:9092"));
 * Topics.ensure(clients, List.of(Topics.circle(), Topics.checkpoints()));
 * var follower = LogFollower.start(clients, Map.of(Topics.single(EccTopics.CIRCLE), 0L), listener);
 * boolean current = follower.awaitCaughtUp(Duration.ofSeconds(30));
 * }
 */
@NullMarked
package dev.circleoftrust.runtime.kafka;

import org.jspecify.annotations.NullMarked;
