package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.trust.Change;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogEntry;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.StrictJson;
import java.util.Optional;

/** The circle as one process has folded it, for whoever asks over HTTP. */
public final class CircleReport {
  private CircleReport() {}

  /** The state, or that there is none. */
  public static ObjectNode of(Optional<CircleState> state) {
    return state
        .map(CircleReport::of)
        .orElseGet(() -> StrictJson.object().put("established", false));
  }

  /** The state. */
  public static ObjectNode of(CircleState state) {
    ObjectNode json = StrictJson.object();
    json.put("established", true)
        .put("circle", state.circle().toHex())
        .put("head", state.head().toHex())
        .put("settledHead", state.settledHead().toHex())
        .put("enforcing", state.enforcing())
        .put("contradicted", state.contradicted())
        .put("production", state.production().value());
    var issuers = json.putArray("issuers");
    state.issuers().forEach(issuer -> issuers.add(issuer.value()));
    json.put("threshold", state.threshold()).put("codeThreshold", state.codeThreshold());
    writeKeys(state, json.putArray("keys"));
    var entries = json.putArray("entries");
    state.entries().forEach(entry -> write(entry, state, entries.addObject()));
    return json;
  }

  /** The trusted keys, and those that an entry admitted and another revoked. */
  private static void writeKeys(CircleState state, ArrayNode keys) {
    for (KeyPurpose purpose : KeyPurpose.values()) {
      state.keys(purpose).forEach(key -> write(key, false, keys));
    }
    for (LogEntry entry : state.entries()) {
      if (entry.change() instanceof Change.Admit(var key) && state.isRevoked(key.id())) {
        write(key, true, keys);
      }
    }
  }

  private static void write(TrustedKey key, boolean revoked, ArrayNode keys) {
    keys.addObject()
        .put("issuer", key.issuer().value())
        .put("purpose", key.purpose().wireName())
        .put("keyId", key.id().toHex())
        .put("revoked", revoked);
  }

  private static void write(LogEntry entry, CircleState state, ObjectNode json) {
    json.put("head", entry.head().toHex())
        .put("previous", entry.previous().toHex())
        .put("statement", entry.statementId().toHex())
        .put("action", entry.instruction().action().type())
        .put("loosens", entry.loosens())
        .put("settled", state.isSettled(entry.head()))
        .put("waiting", state.isWaiting(entry.head()))
        .put("superseded", state.isSuperseded(entry.head()));
    var issuers = json.putArray("issuers");
    entry.issuers().forEach(issuer -> issuers.add(issuer.value()));
  }
}
