package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.runtime.kafka.Sending;
import java.util.List;
import java.util.Set;

/**
 * How whoever deploys production wants the ECC queue to work.
 *
 * @param validated MID Servers that nobody needs to validate by hand
 * @param channel MID Servers and clusters that are none of the queue's: another feeds and reads
 *     them
 * @param gathering what is signed together
 * @param sending how it is sent
 * @param maxWaiting how many rows may wait
 */
public record EccSettings(
    List<AgentName> validated,
    Set<AgentName> channel,
    Gathering gathering,
    Sending sending,
    int maxWaiting) {
  public EccSettings {
    validated = List.copyOf(validated);
    channel = Set.copyOf(channel);
    if (maxWaiting < 1) {
      throw new IllegalArgumentException(maxWaiting + " rows may wait");
    }
  }
}
