package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/**
 * Production's countersignature: <i>Execute Now</i> (or <i>Install</i>) was pressed there for one
 * instruction. What loosens does not count without it.
 *
 * @param circle the circle's id
 * @param instruction the SHA-256 of the instruction that was executed
 * @param validity begins when it was pressed
 */
public record Execution(Digest circle, Digest instruction, Validity validity) implements Statement {
  /** The DSSE payload type of this statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.circle-of-trust.execution.v1+json";

  @Override
  public String payloadType() {
    return PAYLOAD_TYPE;
  }

  @Override
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("circle", circle.toHex()).put("instruction", instruction.toHex());
    validity.write(json);
    return StrictJson.encode(json);
  }

  /**
   * Reads a countersignature from bytes whose signature has been verified.
   *
   * @throws MalformedException if {@code payload} is not one
   */
  public static Execution parse(Bytes payload) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(payload, Statements.MAX_SIZE));
    var execution =
        new Execution(fields.digest("circle"), fields.digest("instruction"), Validity.read(fields));
    fields.end();
    return execution;
  }
}
