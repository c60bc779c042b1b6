package dev.circleoftrust.ecc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What production sends to a MID Server: the value of a Kafka record on {@link EccTopics.Output}.
 *
 * <pre>{@code
 * {"ecc":{FIELD:TEXT,...}}
 * {"ecc":{FIELD:TEXT,...},"code":{"table":TEXT,"sys_id":TEXT,"fields":{FIELD:TEXT,...}}}
 * {"ecc":{FIELD:TEXT,...},"code":{...},"signatures":[ENVELOPE,...]}
 * }</pre>
 *
 * <p>{@code ENVELOPE} is the text of a DSSE envelope, itself JSON, as one JSON string: what is read
 * is exactly what was signed and written, and no parser stands between. A closed schema: any other
 * field, at any level, is refused. Reading says nothing about trust: verify the bytes first.
 */
public sealed interface OutboundMessage {
  /** The most bytes that a message may have: 2 MiB. */
  int MAX_SIZE = 2 << 20;

  /** The most signatures that a message may carry. */
  int MAX_SIGNATURES = 16;

  /** The row of the ECC queue, an output. */
  EccRecord ecc();

  /**
   * A row that refers to no record of code, such as a heartbeat, or that brings its own.
   *
   * @param ecc an output
   */
  record Bare(EccRecord ecc) implements OutboundMessage {
    public Bare {
      requireOutput(ecc);
    }
  }

  /**
   * A row and the record that holds the code it asks for.
   *
   * @param ecc an output
   * @param code the record, all of it or only what a signature covers
   * @param signatures envelopes of record signatures, at most {@link #MAX_SIGNATURES}, not parsed;
   *     none while Code Signing is off
   */
  record WithCode(EccRecord ecc, GlideRecord code, List<Bytes> signatures)
      implements OutboundMessage {
    public WithCode {
      requireOutput(ecc);
      signatures = List.copyOf(signatures);
      if (signatures.size() > MAX_SIGNATURES) {
        throw new IllegalArgumentException(signatures.size() + " signatures");
      }
    }
  }

  /**
   * The JSON of this message: the same message always has the same bytes.
   *
   * @throws MalformedException if it would be larger than {@link #MAX_SIZE}, which no MID Server
   *     reads, or an envelope is not UTF-8
   */
  default Bytes encode() throws MalformedException {
    ObjectNode message = StrictJson.object();
    EccJson.putRow(message, ecc());
    if (this instanceof WithCode(_, var code, var signatures)) {
      EccJson.putCode(message, code);
      if (!signatures.isEmpty()) {
        var list = message.putArray("signatures");
        for (Bytes envelope : signatures) {
          list.add(envelope.toUtf8());
        }
      }
    }
    return EccJson.encode(message, MAX_SIZE);
  }

  /**
   * Reads a message.
   *
   * @throws MalformedException if {@code json} is not one, whatever is wrong with it
   */
  static OutboundMessage parse(Bytes json) throws MalformedException {
    JsonFields message = JsonFields.of(StrictJson.parse(json, MAX_SIZE));
    EccRecord ecc = EccJson.row(message, EccQueue.OUTPUT);
    if (!message.has("code")) {
      message.end();
      return new Bare(ecc);
    }
    GlideRecord code = EccJson.code(message);
    var signatures = new ArrayList<Bytes>();
    if (message.has("signatures")) {
      for (String envelope : message.texts("signatures", MAX_SIGNATURES)) {
        signatures.add(utf8(envelope));
      }
      if (signatures.isEmpty()) {
        throw new MalformedException("signatures is an empty list");
      }
    }
    message.end();
    return new WithCode(ecc, code, signatures);
  }

  private static Bytes utf8(String envelope) throws MalformedException {
    try {
      return Bytes.ofUtf8(envelope);
    } catch (IllegalArgumentException _) {
      throw new MalformedException("an envelope that holds a lone surrogate");
    }
  }

  private static void requireOutput(EccRecord ecc) {
    if (ecc.queue() != EccQueue.OUTPUT) {
      throw new IllegalArgumentException("an input travels the other way");
    }
  }
}
