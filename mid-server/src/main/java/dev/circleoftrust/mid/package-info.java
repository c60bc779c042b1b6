/** The MID Server: judges and runs ECC records, and refuses everything else. */
@NullMarked
package dev.circleoftrust.mid;

import org.jspecify.annotations.NullMarked;
