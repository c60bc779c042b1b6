/**
 * What is developed here and then signed: local update sets, the customer updates in them, and the
 * Security Jobs that sign them as a signature configuration says.
 */
@NullMarked
package dev.circleoftrust.trusted.content;

import org.jspecify.annotations.NullMarked;
