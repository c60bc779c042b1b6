/** Records: everything that travels between instances is one, and what a signature covers of it. */
@NullMarked
package dev.circleoftrust.record;

import org.jspecify.annotations.NullMarked;
