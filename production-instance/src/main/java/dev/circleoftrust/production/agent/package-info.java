/**
 * What production knows of its MID Servers: which there are, whether they live, whether a person
 * has validated them, and in which clusters they stand. None of it is proof: MID Servers judge
 * every row for themselves, and heartbeats are not signed.
 */
@NullMarked
package dev.circleoftrust.production.agent;

import org.jspecify.annotations.NullMarked;
