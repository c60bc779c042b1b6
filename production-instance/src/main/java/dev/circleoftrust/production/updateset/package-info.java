/**
 * Retrieved update sets: Loaded, Previewed, Committed. Nothing in one is trusted for having come;
 * what it may write, and over what, is decided here.
 */
@NullMarked
package dev.circleoftrust.production.updateset;

import org.jspecify.annotations.NullMarked;
