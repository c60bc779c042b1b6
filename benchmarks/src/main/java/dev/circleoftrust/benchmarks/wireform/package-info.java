/**
 * The forms in which a signature can travel with records: the one that is in use, none, and one
 * that was tried. What was tried is here and nowhere else.
 */
@NullMarked
package dev.circleoftrust.benchmarks.wireform;

import org.jspecify.annotations.NullMarked;
