/**
 * What can be signed: a closed set of statements, each JSON in a closed schema. {@code
 * docs/protocol.md} is normative for their form.
 */
@NullMarked
package dev.circleoftrust.statement;

import org.jspecify.annotations.NullMarked;
