/**
 * One signature for many records: a Merkle tree (RFC 6962, section 2.1) over the records of a few
 * milliseconds, its signed root, and each record's place in it.
 */
@NullMarked
package dev.circleoftrust.batch;

import org.jspecify.annotations.NullMarked;
