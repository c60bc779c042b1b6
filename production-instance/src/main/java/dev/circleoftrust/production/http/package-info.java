/** Production's HTTP side: what a person does, by URL; the contract that scripts rely on. */
@NullMarked
package dev.circleoftrust.production.http;

import org.jspecify.annotations.NullMarked;
