@NullMarked
package dev.circleoftrust.trusted.content;

import org.jspecify.annotations.NullMarked;
