package dev.circleoftrust.dsse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A DSSE v1 envelope. Immutable; says nothing about whether its signatures hold.
 *
 * @param payloadType what kind of statement the payload is; covered by the signatures
 * @param payload the signed bytes, not decoded
 * @param signatures 1 to {@link #MAX_SIGNATURES}, each by another key
 */
public record Envelope(String payloadType, Bytes payload, List<Signature> signatures) {
  /** Enough for every issuer of a circle; more would only burn a verifier's time. */
  public static final int MAX_SIGNATURES = 16;

  /** The most bytes that the JSON form may have: 1 MiB. */
  public static final int MAX_SIZE = 1 << 20;

  private static final int MAX_SIGNATURE_SIZE = 1024;

  /**
   * One signature over {@link Pae} of type and payload.
   *
   * @param keyId the SHA-256 of the signer's SubjectPublicKeyInfo: which key to try, never a reason
   *     to trust it
   * @param value the signature, at most 1,024 bytes
   */
  public record Signature(Digest keyId, Bytes value) {
    public Signature {
      if (value.isEmpty() || value.size() > MAX_SIGNATURE_SIZE) {
        throw new IllegalArgumentException("a signature of " + value.size() + " bytes");
      }
    }
  }

  public Envelope {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(signatures.size() + " signatures");
    }
    var keys = new HashSet<Digest>();
    if (!signatures.stream().map(Signature::keyId).allMatch(keys::add)) {
      throw new IllegalArgumentException("two signatures by one key");
    }
  }

  /** The bytes that every signature covers. */
  public Bytes signedBytes() {
    return Pae.encode(payloadType, payload);
  }

  /** The identity of what was signed: SHA-256 of the payload, never over the envelope. */
  public Digest statementId() {
    return Digest.of(payload);
  }

  /** The one JSON form of this envelope. */
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("payload", payload.toBase64());
    json.put("payloadType", payloadType);
    var list = json.putArray("signatures");
    for (Signature signature : signatures) {
      list.addObject()
          .put("keyid", signature.keyId().toHex())
          .put("sig", signature.value().toBase64());
    }
    return StrictJson.encode(json);
  }

  /**
   * Reads the form that {@link #encode()} writes and no other spelling of it, so that an envelope
   * cannot be altered in any byte and still be accepted.
   *
   * @throws MalformedException if {@code json} is not such an envelope, whatever is wrong with it
   */
  public static Envelope parse(Bytes json) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(json, MAX_SIZE));
    Bytes payload = fields.base64("payload");
    String payloadType = fields.text("payloadType");
    var signatures = new ArrayList<Signature>();
    try {
      for (JsonFields signature : fields.objects("signatures", MAX_SIGNATURES)) {
        signatures.add(new Signature(signature.digest("keyid"), signature.base64("sig")));
        signature.end();
      }
      fields.end();
      var envelope = new Envelope(payloadType, payload, signatures);
      if (!envelope.encode().equals(json)) {
        throw new MalformedException("the envelope is not in its canonical form");
      }
      return envelope;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("the envelope holds " + e.getMessage());
    }
  }
}
