/** Who does something on this instance, and how he is told that it is refused. */
@NullMarked
package dev.circleoftrust.trusted.action;

import org.jspecify.annotations.NullMarked;
