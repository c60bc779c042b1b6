@NullMarked
package dev.circleoftrust.trusted.keys;

import org.jspecify.annotations.NullMarked;
