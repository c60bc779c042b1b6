package dev.circleoftrust.trusted.signing;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.trusted.action.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Why a private key is used.
 *
 * @param actor on whose behalf
 * @param what what the signature is for, in the words of the product's users
 * @param updateSet the local update set that is to carry it; absent where none does
 */
public record Occasion(Actor actor, String what, @Nullable SysId updateSet) {
  /** The spelling of {@link #updateSet} in a record. */
  String updateSetText() {
    return updateSet == null ? "" : updateSet.value();
  }
}
