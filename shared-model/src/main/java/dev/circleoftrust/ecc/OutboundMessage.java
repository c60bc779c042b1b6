package dev.circleoftrust.ecc;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.JsonCursor;
import dev.circleoftrust.wire.JsonWriter;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    var json = new JsonWriter().marks("{\"ecc\":");
    EccJson.write(ecc(), json);
    if (this instanceof WithCode(_, var code, var signatures)) {
      EccJson.write(code, json.marks(",\"code\":"));
      String mark = ",\"signatures\":[";
      for (Bytes envelope : signatures) {
        json.marks(mark).text(envelope.toUtf8());
        mark = ",";
      }
      json.marks(signatures.isEmpty() ? "" : "]");
    }
    return EccJson.bytes(json.mark('}'), MAX_SIZE);
  }

  /**
   * Reads a message.
   *
   * @throws MalformedException if {@code json} is not one, whatever is wrong with it
   */
  static OutboundMessage parse(Bytes json) throws MalformedException {
    JsonCursor message = JsonCursor.open(json, MAX_SIZE);
    @Nullable EccRecord ecc = null;
    @Nullable GlideRecord code = null;
    @Nullable List<Bytes> signatures = null;
    message.object();
    while (message.hasField()) {
      int name = message.field(OutboundNames.ALL);
      if (name == OutboundNames.ECC) {
        EccJson.requireOnce(ecc);
        ecc = EccJson.row(message, EccQueue.OUTPUT);
      } else if (name == OutboundNames.CODE) {
        EccJson.requireOnce(code);
        code = EccJson.code(message);
      } else {
        EccJson.requireOnce(signatures);
        signatures = signatures(message);
      }
    }
    message.end();
    if (ecc == null || (code == null && signatures != null)) {
      throw new MalformedException("a message without a row, or signatures of no code");
    }
    return code == null
        ? new Bare(ecc)
        : new WithCode(ecc, code, signatures == null ? List.of() : signatures);
  }

  private static List<Bytes> signatures(JsonCursor message) throws MalformedException {
    var signatures = new ArrayList<Bytes>();
    message.list();
    while (message.hasElement()) {
      signatures.add(Bytes.ofUtf8(message.text()));
      if (signatures.size() > MAX_SIGNATURES) {
        throw new MalformedException("signatures is not a list of at most " + MAX_SIGNATURES);
      }
    }
    if (signatures.isEmpty()) {
      throw new MalformedException("signatures is an empty list");
    }
    return signatures;
  }

  private static void requireOutput(EccRecord ecc) {
    if (ecc.queue() != EccQueue.OUTPUT) {
      throw new IllegalArgumentException("an input travels the other way");
    }
  }
}
