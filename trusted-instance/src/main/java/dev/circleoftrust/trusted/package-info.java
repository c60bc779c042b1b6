/** The trusted instance: holds keys, signs what a person has read, exports. */
@NullMarked
package dev.circleoftrust.trusted;

import org.jspecify.annotations.NullMarked;
