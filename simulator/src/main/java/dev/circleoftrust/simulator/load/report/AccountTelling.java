package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of every record, for a person.
 *
 * @param measured what was measured
 */
record AccountTelling(Outcome.Measured measured) {
  void addTo(List<String> lines) {
    measured
        .channel()
        .ifPresent(channel ->
            lines.add(
                told("channel: %s records made", channel.account())
                    + "; %d bytes of signatures while off"
                        .formatted(channel.account().signatureBytes())));
    if (!measured.queue().isEmpty()) {
      Account sum = Account.NOTHING;
      for (QueuePart part : measured.queue()) {
        sum = sum.plus(part.name().id(), part.account(), false);
      }
      lines.add(told("queue: %s rows inserted", sum));
    }
  }

  private static String told(String made, Account account) {
    return made.formatted(Telling.count(account.made()))
        + " = %s accepted + %s refused%s; %d missing, %d twice, %d unexpected"
            .formatted(
                Telling.count(account.accepted()),
                Telling.count(account.refusals()),
                reasons(account.refused()),
                account.missing(),
                account.twice(),
                account.unexpected());
  }

  private static String reasons(Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(one -> one.getKey() + " " + Telling.count(one.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
