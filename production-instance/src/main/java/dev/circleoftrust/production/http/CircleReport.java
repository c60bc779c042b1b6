package dev.circleoftrust.production.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.trust.Change;
import dev.circleoftrust.trust.CheckpointReading;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogEntry;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.StrictJson;

/** The circle as one process has folded it, for people and scripts. */
final class CircleReport {
  private CircleReport() {}

  static ObjectNode of(CircleLog log) {
    ObjectNode json = StrictJson.object();
    var known = log.state();
    json.put("established", known.isPresent());
    known.ifPresent(state -> {
      addSettings(json, state);
      addKeys(json, state);
      addEntries(json, state);
      addCheckpoints(json, log, state);
    });
    return json;
  }

  private static void addSettings(ObjectNode json, CircleState state) {
    json.put("circle", state.circle().toHex())
        .put("head", state.head().toHex())
        .put("settledHead", state.settledHead().toHex())
        .put("enforcing", state.enforcing())
        .put("contradicted", state.contradicted())
        .put("production", state.production().value())
        .put("threshold", state.threshold())
        .put("codeThreshold", state.codeThreshold());
    var issuers = json.putArray("issuers");
    state.issuers().forEach(issuer -> issuers.add(issuer.value()));
  }

  private static void addKeys(ObjectNode json, CircleState state) {
    var keys = json.putArray("keys");
    for (KeyPurpose purpose : KeyPurpose.values()) {
      state.keys(purpose).forEach(key -> addKey(keys, key, false));
    }
    for (LogEntry entry : state.entries()) {
      if (entry.change() instanceof Change.Admit(var key) && state.isRevoked(key.id())) {
        addKey(keys, key, true);
      }
    }
  }

  private static void addKey(ArrayNode keys, TrustedKey key, boolean revoked) {
    keys.addObject()
        .put("issuer", key.issuer().value())
        .put("purpose", key.purpose().wireName())
        .put("keyId", key.id().toHex())
        .put("revoked", revoked);
  }

  private static void addEntries(ObjectNode json, CircleState state) {
    var entries = json.putArray("entries");
    for (LogEntry entry : state.entries()) {
      var issuers =
          entries
              .addObject()
              .put("head", entry.head().toHex())
              .put("previous", entry.previous().toHex())
              .put("statement", entry.statementId().toHex())
              .put("action", entry.instruction().action().type())
              .put("loosens", entry.loosens())
              .put("settled", state.isSettled(entry.head()))
              .put("waiting", state.isWaiting(entry.head()))
              .put("superseded", state.isSuperseded(entry.head()))
              .putArray("issuers");
      entry.issuers().forEach(issuer -> issuers.add(issuer.value()));
    }
  }

  private static void addCheckpoints(ObjectNode json, CircleLog log, CircleState state) {
    var checkpoints = json.putArray("checkpoints");
    for (CheckpointReading.Genuine checkpoint : log.checkpoints().trusted(state)) {
      checkpoints
          .addObject()
          .put("issuer", checkpoint.issuer().value())
          .put("head", checkpoint.head().toHex())
          .put("at", checkpoint.at().toString());
    }
  }
}
