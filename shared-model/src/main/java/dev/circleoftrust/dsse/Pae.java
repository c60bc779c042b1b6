package dev.circleoftrust.dsse;

import dev.circleoftrust.wire.Bytes;

/** The DSSE v1 pre-authentication encoding: the bytes that a signature covers. */
public final class Pae {
  private Pae() {}

  /**
   * Joins type and payload so that neither can be taken for part of the other.
   *
   * <pre>"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload</pre>
   *
   * <p>Lengths count bytes, in decimal without leading zeros. The payload is never decoded, so any
   * payload can be signed.
   */
  public static Bytes encode(String payloadType, Bytes payload) {
    Bytes type = Bytes.ofUtf8(payloadType);
    return Bytes.concat(
        Bytes.ofUtf8("DSSEv1 " + type.size() + " "),
        type,
        Bytes.ofUtf8(" " + payload.size() + " "),
        payload);
  }
}
