/** HTTP requests from signed REST messages. */
@NullMarked
package dev.circleoftrust.mid.rest;

import org.jspecify.annotations.NullMarked;
