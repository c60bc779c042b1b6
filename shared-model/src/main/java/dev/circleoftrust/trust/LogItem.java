package dev.circleoftrust.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of the circle log, as it travels: what was signed, and nothing that anybody has checked
 * yet.
 */
public sealed interface LogItem {
  /** The most bytes that the JSON form of an item may have: 2 MiB. */
  int MAX_SIZE = 2 << 20;

  /** The item that begins a circle. */
  record First(Envelope envelope) implements LogItem {}

  /**
   * An instruction.
   *
   * @param envelope signed by the issuers
   * @param execution production's countersignature; what tightens counts without one
   */
  record Instructed(Envelope envelope, @Nullable Envelope execution) implements LogItem {}

  /** A checkpoint that settles what comes before it. */
  record Settled(Envelope envelope) implements LogItem {}

  /** What the issuers signed. */
  Envelope envelope();

  /** The value of the item's Kafka record. */
  default Bytes encode() {
    ObjectNode json = StrictJson.object();
    switch (this) {
      case First _ -> json.put("kind", "establish");
      case Instructed _ -> json.put("kind", "instruction");
      case Settled _ -> json.put("kind", "checkpoint");
    }
    json.put("envelope", envelope().encode().toBase64());
    if (this instanceof Instructed(_, var execution) && execution != null) {
      json.put("execution", execution.encode().toBase64());
    }
    return StrictJson.encode(json);
  }

  /**
   * Reads what {@link #encode()} writes.
   *
   * @throws MalformedException if {@code json} is anything else
   */
  static LogItem parse(Bytes json) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(json, MAX_SIZE));
    String kind = fields.text("kind");
    Envelope envelope = Envelope.parse(fields.base64("envelope"));
    LogItem item =
        switch (kind) {
          case "establish" -> new First(envelope);
          case "checkpoint" -> new Settled(envelope);
          case "instruction" -> {
            Optional<Bytes> execution = fields.optionalBase64("execution");
            yield new Instructed(
                envelope, execution.isPresent() ? Envelope.parse(execution.get()) : null);
          }
          default -> throw new MalformedException("a kind of item that is not in the schema");
        };
    fields.end();
    return item;
  }
}
