/**
 * Update sets: the XML files in which records travel between instances, in the product's form. XML
 * is transport only, and nothing in a file is trusted for standing there.
 */
@NullMarked
package dev.circleoftrust.updateset;

import org.jspecify.annotations.NullMarked;
