/** What the tests of all packages share. */
@NullMarked
package dev.circleoftrust;

import org.jspecify.annotations.NullMarked;
