/**
 * What both ends of a load test agree on without a word: what the sys_id of a row tells, which rows
 * are spoiled on purpose, and how urgent each is. Pure functions, so that neither end keeps a map
 * of millions of rows.
 */
@NullMarked
package dev.circleoftrust.runtime.load;

import org.jspecify.annotations.NullMarked;
