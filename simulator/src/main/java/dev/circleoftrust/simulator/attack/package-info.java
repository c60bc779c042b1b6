/**
 * What a breached production, a hostile broker and their administrators try. It uses what such an
 * attacker would have: production's folder with its notarization key, and the broker.
 */
@NullMarked
package dev.circleoftrust.simulator.attack;

import org.jspecify.annotations.NullMarked;
