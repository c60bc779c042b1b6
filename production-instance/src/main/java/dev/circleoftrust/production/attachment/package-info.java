/** Attachments: what is too large for a field of a record. */
@NullMarked
package dev.circleoftrust.production.attachment;

import org.jspecify.annotations.NullMarked;
