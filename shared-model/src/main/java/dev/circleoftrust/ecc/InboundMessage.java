package dev.circleoftrust.ecc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;

/**
 * What a MID Server sends to production: the value of a Kafka record on {@link EccTopics.Input}.
 *
 * <pre>{@code
 * {"ecc":{FIELD:TEXT,...}}
 * }</pre>
 *
 * <p>Production takes the agent from the topic and only compares it with the row's.
 *
 * @param ecc an input; its {@code response_to} is empty where nobody could be answered
 */
public record InboundMessage(EccRecord ecc) {
  /** The most bytes that a message may have: 2 MiB. */
  public static final int MAX_SIZE = 2 << 20;

  public InboundMessage {
    if (ecc.queue() != EccQueue.INPUT) {
      throw new IllegalArgumentException("an output travels the other way");
    }
  }

  /**
   * The JSON of this message: the same message always has the same bytes.
   *
   * @throws MalformedException if it would be larger than {@link #MAX_SIZE}
   */
  public Bytes encode() throws MalformedException {
    ObjectNode message = StrictJson.object();
    EccJson.putRow(message, ecc);
    return EccJson.encode(message, MAX_SIZE);
  }

  /**
   * Reads a message.
   *
   * @throws MalformedException if {@code json} is not one, whatever is wrong with it
   */
  public static InboundMessage parse(Bytes json) throws MalformedException {
    JsonFields message = JsonFields.of(StrictJson.parse(json, MAX_SIZE));
    EccRecord ecc = EccJson.row(message, EccQueue.INPUT);
    message.end();
    return new InboundMessage(ecc);
  }
}
