/**
 * XML with nothing in it that two readers could understand differently: elements, attributes and
 * text, bounded. Nothing here knows what a document is for.
 */
@NullMarked
package dev.circleoftrust.xml;

import org.jspecify.annotations.NullMarked;
