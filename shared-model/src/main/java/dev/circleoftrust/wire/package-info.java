/**
 * The smallest shared forms: byte strings, digests, strict JSON. Nothing here knows what is signed
 * or by whom.
 */
@NullMarked
package dev.circleoftrust.wire;

import org.jspecify.annotations.NullMarked;
