/** The walls between the modules and packages, held by tests. */
@NullMarked
package dev.circleoftrust.walls;

import org.jspecify.annotations.NullMarked;
