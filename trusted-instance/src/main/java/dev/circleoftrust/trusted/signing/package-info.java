/** Every use of a private key goes through here, and leaves a row that says who wanted what. */
@NullMarked
package dev.circleoftrust.trusted.signing;

import org.jspecify.annotations.NullMarked;
