package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/**
 * A change of trust or enforcement. It names the head that it builds on, so it holds in one place
 * of one log: it cannot be repeated, reordered or moved.
 *
 * @param circle the circle's id
 * @param previous the head that this instruction is a child of
 * @param action what is to change
 * @param validity the window in which it is to be executed; what tightens counts after it too
 */
public record Instruction(Digest circle, Digest previous, Action action, Validity validity)
    implements Statement {
  /** The DSSE payload type of this statement. */
  public static final String PAYLOAD_TYPE = "application/vnd.circle-of-trust.instruction.v1+json";

  @Override
  public String payloadType() {
    return PAYLOAD_TYPE;
  }

  @Override
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("circle", circle.toHex()).put("previous", previous.toHex());
    action.write(json.putObject("action"));
    validity.write(json);
    return StrictJson.encode(json);
  }

  /**
   * Reads an instruction from bytes whose signatures have been verified.
   *
   * @throws MalformedException if {@code payload} is not one
   */
  public static Instruction parse(Bytes payload) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(payload, Statements.MAX_SIZE));
    var instruction =
        new Instruction(
            fields.digest("circle"),
            fields.digest("previous"),
            Action.read(fields.object("action")),
            Validity.read(fields));
    fields.end();
    return instruction;
  }
}
