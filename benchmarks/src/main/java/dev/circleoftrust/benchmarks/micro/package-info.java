/** JMH benchmarks of what happens for each record. */
@NullMarked
package dev.circleoftrust.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
