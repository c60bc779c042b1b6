@NullMarked
package dev.circleoftrust.trusted.circle;

import org.jspecify.annotations.NullMarked;
