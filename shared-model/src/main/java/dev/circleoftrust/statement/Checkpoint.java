package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/**
 * A trusted instance's word: "I have folded the log to this head at this time."
 *
 * @param circle the circle's id
 * @param head the head to which the log was folded
 * @param validity begins at the time of the checkpoint
 */
public record Checkpoint(Digest circle, Digest head, Validity validity) implements Statement {
  /** The DSSE payload type of this statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.circle-of-trust.checkpoint.v1+json";

  @Override
  public String payloadType() {
    return PAYLOAD_TYPE;
  }

  @Override
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("circle", circle.toHex()).put("head", head.toHex());
    validity.write(json);
    return StrictJson.encode(json);
  }

  /**
   * Reads a checkpoint from bytes whose signature has been verified.
   *
   * @throws MalformedException if {@code payload} is not one
   */
  public static Checkpoint parse(Bytes payload) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(payload, Statements.MAX_SIZE));
    var checkpoint =
        new Checkpoint(fields.digest("circle"), fields.digest("head"), Validity.read(fields));
    fields.end();
    return checkpoint;
  }
}
