/** What each process is made of: Kafka clients, the SQL store, HTTP, metrics, configuration. */
@NullMarked
package dev.circleoftrust.runtime;

import org.jspecify.annotations.NullMarked;
