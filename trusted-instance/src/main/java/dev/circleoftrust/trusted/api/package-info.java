/** The HTTP side: actions under {@code /api/circle/}, and what the Table API shows and allows. */
@NullMarked
package dev.circleoftrust.trusted.api;

import org.jspecify.annotations.NullMarked;
