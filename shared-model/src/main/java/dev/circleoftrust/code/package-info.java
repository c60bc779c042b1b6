/**
 * The forms of the code in records, beside SQL: what is fixed in it, and where a value may go.
 *
 * <p>Reading says nothing about trust. What was read can only be filled with values, never changed.
 */
@NullMarked
package dev.circleoftrust.code;

import org.jspecify.annotations.NullMarked;
