/**
 * Apache Kafka itself, from its published jars: in-process for tests, a process of its own for the
 * simulator.
 */
@NullMarked
package dev.circleoftrust.broker;

import org.jspecify.annotations.NullMarked;
