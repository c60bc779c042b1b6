package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.production.agent.Gate;
import java.util.Optional;

/** Judges to whom a new row is addressed. */
record Addressees(Gate gate) {
  /** Why a row can never be sent, and what to do about it; empty for one that can. */
  Optional<String> problem(EccRecord row) {
    if (gate.isOfChannel(row.agent())) {
      return Optional.of(
          "%s is fed by the channel of a load test, not by the ECC queue".formatted(row.agent()));
    }
    if (!gate.isKnown(row.agent())) {
      return Optional.of(
          "no MID Server or cluster %s is known: start it, or add its name to ecc_agent"
              .formatted(row.agent()));
    }
    if (gate.isCluster(row.agent()) && Passage.isForOneMidServer(row)) {
      return Optional.of(
          "%s is not moved within the cluster %s: name a MID Server"
              .formatted(row.topic(), row.agent()));
    }
    return Optional.empty();
  }
}
