@NullMarked
package dev.circleoftrust.production.dispatch;

import org.jspecify.annotations.NullMarked;
