/** How a person is told that an action is refused: a stable reason, and what to do. */
@NullMarked
package dev.circleoftrust.production.refusal;

import org.jspecify.annotations.NullMarked;
