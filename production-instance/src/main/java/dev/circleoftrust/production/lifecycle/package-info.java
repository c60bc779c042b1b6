/**
 * How far a row of the ECC queue has come: the states of an output, what leads from one to the
 * next, and what becomes of a row that nobody answers.
 */
@NullMarked
package dev.circleoftrust.production.lifecycle;

import org.jspecify.annotations.NullMarked;
