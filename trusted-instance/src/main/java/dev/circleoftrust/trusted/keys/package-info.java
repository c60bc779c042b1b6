/**
 * The keys that this instance holds: how they come in, what is checked before one is kept, and the
 * public keys of others that a person brings.
 */
@NullMarked
package dev.circleoftrust.trusted.keys;

import org.jspecify.annotations.NullMarked;
