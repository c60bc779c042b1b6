package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonCursor;
import dev.circleoftrust.wire.JsonNames;
import dev.circleoftrust.wire.JsonWriter;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private static final JsonNames NAMES = JsonNames.of(List.of("ecc"));

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
    var json = new JsonWriter().marks("{\"ecc\":");
    EccJson.write(ecc, json);
    return EccJson.bytes(json.mark('}'), MAX_SIZE);
  }

  /**
   * Reads a message.
   *
   * @throws MalformedException if {@code json} is not one, whatever is wrong with it
   */
  public static InboundMessage parse(Bytes json) throws MalformedException {
    JsonCursor message = JsonCursor.open(json, MAX_SIZE);
    @Nullable EccRecord ecc = null;
    message.object();
    while (message.hasField()) {
      message.field(NAMES);
      EccJson.requireOnce(ecc);
      ecc = EccJson.row(message, EccQueue.INPUT);
    }
    message.end();
    if (ecc == null) {
      throw new MalformedException("a message without a row");
    }
    return new InboundMessage(ecc);
  }
}
