package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;

/** What an instruction changes: a closed set. */
public sealed interface Action {
  /** Code Signing is enforced from here on. */
  record TurnOn() implements Action {}

  /** Code Signing is no longer enforced; every key stays as trusted as it was. */
  record TurnOff() implements Action {}

  /**
   * A key is trusted for one purpose, under one issuer's name.
   *
   * @param issuer whose key it is
   * @param purpose what it may sign
   * @param material for purposes that need a certificate, DER of that and of what links it to a
   *     root, leaf first; for the others the SubjectPublicKeyInfo alone
   */
  record TrustKey(IssuerName issuer, KeyPurpose purpose, List<Bytes> material) implements Action {
    public TrustKey {
      material = List.copyOf(material);
      if (material.isEmpty() || (!purpose.needsCertificate() && material.size() > 1)) {
        throw new IllegalArgumentException("a key is one certificate chain, or one public key");
      }
    }
  }

  /**
   * A key is trusted no longer: for every purpose, every date, and for ever.
   *
   * @param key the SHA-256 of its SubjectPublicKeyInfo
   */
  record RevokeKey(Digest key) implements Action {}

  /**
   * One signed record may run no longer, so that an old version with a known hole does not live as
   * long as the key that signed it.
   *
   * @param statement the SHA-256 of the record signature
   */
  record WithdrawCode(Digest statement) implements Action {}

  /**
   * Sets how many issuers must sign.
   *
   * @param purpose {@code CIRCLE_OF_TRUST} or {@code CODE}
   * @param issuers how many, 1 to 16
   */
  record SetThreshold(KeyPurpose purpose, int issuers) implements Action {
    public SetThreshold {
      if (purpose != KeyPurpose.CIRCLE_OF_TRUST && purpose != KeyPurpose.CODE) {
        throw new IllegalArgumentException("only circle-of-trust and code have a threshold");
      }
      if (issuers < 1 || issuers > Establish.MAX_ISSUERS) {
        throw new IllegalArgumentException("a threshold is 1 to 16 issuers");
      }
    }
  }

  /** The name of the action in its JSON form. */
  default String type() {
    return switch (this) {
      case TurnOn() -> "turn-on";
      case TurnOff() -> "turn-off";
      case TrustKey _ -> "trust-key";
      case RevokeKey _ -> "revoke-key";
      case WithdrawCode _ -> "withdraw-code";
      case SetThreshold _ -> "set-threshold";
    };
  }

  /** Writes the action's fields into {@code json}. */
  default void write(ObjectNode json) {
    json.put("type", type());
    switch (this) {
      case TurnOn() -> {}
      case TurnOff() -> {}
      case TrustKey(var issuer, var purpose, var material) -> {
        json.put("issuer", issuer.value()).put("purpose", purpose.wireName());
        Base64Lists.write(
            json, purpose.needsCertificate() ? "certificates" : "publicKey", material);
      }
      case RevokeKey(var key) -> json.put("key", key.toHex());
      case WithdrawCode(var statement) -> json.put("statement", statement.toHex());
      case SetThreshold(var purpose, var issuers) ->
          json.put("purpose", purpose.wireName()).put("issuers", issuers);
    }
  }

  /** Reads what {@link #write} writes, and refuses any further field. */
  static Action read(JsonFields fields) throws MalformedException {
    try {
      Action action =
          switch (fields.text("type")) {
            case "turn-on" -> new TurnOn();
            case "turn-off" -> new TurnOff();
            case "trust-key" -> trustKey(fields);
            case "revoke-key" -> new RevokeKey(fields.digest("key"));
            case "withdraw-code" -> new WithdrawCode(fields.digest("statement"));
            case "set-threshold" ->
                new SetThreshold(purpose(fields), fields.integer("issuers", 1, 16));
            default -> throw new MalformedException("an action that is not in the schema");
          };
      fields.end();
      return action;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not an action: " + e.getMessage());
    }
  }

  private static TrustKey trustKey(JsonFields fields) throws MalformedException {
    KeyPurpose purpose = purpose(fields);
    String name = purpose.needsCertificate() ? "certificates" : "publicKey";
    return new TrustKey(
        new IssuerName(fields.text("issuer")), purpose, Base64Lists.read(fields, name, 4));
  }

  private static KeyPurpose purpose(JsonFields fields) throws MalformedException {
    return KeyPurpose.fromWireName(fields.text("purpose"))
        .orElseThrow(() -> new MalformedException("a purpose that is not in the schema"));
  }
}
