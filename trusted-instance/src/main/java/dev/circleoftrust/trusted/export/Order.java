package dev.circleoftrust.trusted.export;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.transport.SignedExport;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.signing.Occasion;
import dev.circleoftrust.wire.Digest;

/**
 * What a person asked to have signed.
 *
 * @param actor who
 * @param what in the words of the product's users
 */
record Order(Actor actor, String what) {
  /** The occasion of a statement that is exported in an update set of its own. */
  Occasion exporting(Digest statement) {
    SysId set = SignedExport.localSet(statement);
    return new Occasion(actor, what, set);
  }

  /** The occasion of a statement that no update set carries. */
  Occasion appending() {
    return new Occasion(actor, what, null);
  }
}
