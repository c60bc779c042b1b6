package dev.circleoftrust.statement;

import dev.circleoftrust.wire.Bytes;
import java.time.Instant;

/**
 * Something that a key of the circle signed, or is to sign. The type of a statement is its payload
 * type, which the signature covers: nothing signed as one kind is ever read as another.
 */
public sealed interface Statement
    permits Checkpoint, Establish, Execution, Instruction, RecordSignature {
  /** The DSSE payload type. */
  String payloadType();

  /** When it holds. */
  Validity validity();

  /** When it begins to hold. */
  default Instant notBefore() {
    return validity().notBefore();
  }

  /** The last moment at which it holds. */
  default Instant notAfter() {
    return validity().notAfter();
  }

  /** The bytes to be signed. Equal statements have equal bytes. */
  Bytes encode();
}
