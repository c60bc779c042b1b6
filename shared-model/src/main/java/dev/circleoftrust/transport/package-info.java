/**
 * The update sets that carry certificates and jobs between the instances: functions of the signed
 * statements in them, to the byte, so that whatever else a file says can be compared with them.
 */
@NullMarked
package dev.circleoftrust.transport;

import org.jspecify.annotations.NullMarked;
