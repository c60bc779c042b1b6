/** Scripts of signed records, each in a process of its own that can reach nothing. */
@NullMarked
package dev.circleoftrust.mid.script;

import org.jspecify.annotations.NullMarked;
