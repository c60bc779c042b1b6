@NullMarked
package dev.circleoftrust.trusted;

import org.jspecify.annotations.NullMarked;
