/**
 * Keys that verify, the certificates that vouch for them, and what a key is for. The algorithm of a
 * signature follows from the key alone, never from a message.
 */
@NullMarked
package dev.circleoftrust.keys;

import org.jspecify.annotations.NullMarked;
