/**
 * What a person does on production that changes the circle: installing a certificate, checking the
 * prerequisites of a signed job, executing it. Each is checked here and countersigned, and counts
 * once production's own fold of the log shows it.
 */
@NullMarked
package dev.circleoftrust.production.job;

import org.jspecify.annotations.NullMarked;
