/** What an administrator does with an instance or a MID Server, by HTTP. */
@NullMarked
package dev.circleoftrust.simulator.client;

import org.jspecify.annotations.NullMarked;
