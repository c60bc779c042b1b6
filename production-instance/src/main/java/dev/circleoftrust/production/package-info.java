/** The production instance: imports, executes, notarizes, dispatches the ECC queue. */
@NullMarked
package dev.circleoftrust.production;

import org.jspecify.annotations.NullMarked;
