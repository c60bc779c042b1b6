/**
 * DSSE v1, the Dead Simple Signing Envelope: a payload, its type, and signatures over both. Whoever
 * holds an {@link dev.circleoftrust.dsse.Envelope} knows nothing yet about who signed it.
 */
@NullMarked
package dev.circleoftrust.dsse;

import org.jspecify.annotations.NullMarked;
