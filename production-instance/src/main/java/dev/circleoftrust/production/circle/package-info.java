/**
 * The circle as production sees it: the log folded and kept, what follows from it for the tables,
 * and production's own key. Nothing here can be edited into being otherwise.
 */
@NullMarked
package dev.circleoftrust.production.circle;

import org.jspecify.annotations.NullMarked;
