package dev.circleoftrust.statement;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.wire.MalformedException;

/** Reads whichever statement an envelope's payload type announces. */
public final class Statements {
  /** The most bytes that a statement may have: 512 KiB. */
  public static final int MAX_SIZE = 512 << 10;

  private Statements() {}

  /**
   * Parses the payload of {@code envelope} by its payload type.
   *
   * @throws MalformedException if the type is not one of the closed set, or the payload is not of
   *     that type
   */
  public static Statement parse(Envelope envelope) throws MalformedException {
    return switch (envelope.payloadType()) {
      case Establish.PAYLOAD_TYPE -> Establish.parse(envelope.payload());
      case Instruction.PAYLOAD_TYPE -> Instruction.parse(envelope.payload());
      case Execution.PAYLOAD_TYPE -> Execution.parse(envelope.payload());
      case Checkpoint.PAYLOAD_TYPE -> Checkpoint.parse(envelope.payload());
      case RecordSignature.PAYLOAD_TYPE -> RecordSignature.parse(envelope.payload());
      default -> throw new MalformedException("a payload type that is not in the closed set");
    };
  }
}
