package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the broker holds of a record.
 *
 * @param sent the record as it was sent
 * @param message what is in it
 * @param refusal the MID Server's refusal, if it refused it
 */
record Evidence(
    Seen sent,
    OutboundMessage message,
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Seen> refusal) {
  /** Looks for the record of a row, or of the row that an input answers. */
  static Optional<Evidence> find(Broker broker, String row) {
    for (String topic : broker.topics("cot.ecc.output.")) {
      var proofs = new HashMap<Integer, SharedProofs>();
      for (Seen record : broker.read(topic)) {
        Seen seen =
            record.completed(proofs.computeIfAbsent(record.partition(), _ -> new SharedProofs()));
        Optional<OutboundMessage> message = message(seen.value());
        if (message.isPresent() && message.get().ecc().sysId().value().equals(row)) {
          return Optional.of(new Evidence(seen, message.get(), refusal(broker, seen.place())));
        }
      }
    }
    return Optional.empty();
  }

  /** What a refusal kept of a record; empty where that is no message. */
  static Optional<Evidence> of(Seen sent, Seen refusal) {
    return message(sent.value()).map(message -> new Evidence(sent, message, Optional.of(refusal)));
  }

  private static Optional<Seen> refusal(Broker broker, String place) {
    return broker.read(EccTopics.QUARANTINE).stream()
        .filter(seen -> seen.text("cot-place").orElse("").equals(place))
        .findFirst();
  }

  private static Optional<OutboundMessage> message(@Nullable Bytes value) {
    try {
      return value == null ? Optional.empty() : Optional.of(OutboundMessage.parse(value));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
