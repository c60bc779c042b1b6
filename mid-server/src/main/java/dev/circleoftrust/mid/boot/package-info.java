/**
 * What the administrator of a MID Server's host wrote before it started: the boot file and the
 * credentials. Read once, strictly; nothing that travels can change it.
 */
@NullMarked
package dev.circleoftrust.mid.boot;

import org.jspecify.annotations.NullMarked;
