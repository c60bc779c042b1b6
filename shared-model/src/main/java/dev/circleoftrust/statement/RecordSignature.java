package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.HashSet;
import java.util.List;

/**
 * A record's fields are as the signer saw them, for the MID Servers that it names.
 *
 * @param circle the circle's id
 * @param subject which record, and the digest of which of its fields
 * @param audience the agents or clusters that may run it, 1 to 64, or the one word {@code any}
 * @param validity when it may run
 */
public record RecordSignature(
    Digest circle, Subject subject, List<String> audience, Validity validity) implements Statement {
  /** The DSSE payload type of this statement. */
  public static final String PAYLOAD_TYPE =
      "application/vnd.circle-of-trust.record-signature.v1+json";

  /** The audience of a record that every MID Server of the circle may run. */
  public static final String ANY = "any";

  private static final int MAX_FIELDS = 64;
  private static final int MAX_AUDIENCE = 64;

  /**
   * What was signed, in the manner of an in-toto subject.
   *
   * @param table the record's table
   * @param sysId the record's sys_id
   * @param fields the names of the signed fields, in the order in which they were encoded
   * @param encoding the version of the canonical encoding, {@code v1}
   * @param digest the SHA-256 of that encoding
   */
  public record Subject(
      String table, String sysId, List<String> fields, String encoding, Digest digest) {
    public Subject {
      fields = List.copyOf(fields);
      if (fields.isEmpty() || new HashSet<>(fields).size() != fields.size()) {
        throw new IllegalArgumentException("signed fields are named, each once");
      }
    }
  }

  public RecordSignature {
    audience = List.copyOf(audience);
    if (audience.isEmpty() || (audience.contains(ANY) && audience.size() > 1)) {
      throw new IllegalArgumentException("an audience is agents or clusters, or 'any' alone");
    }
  }

  /** True where the MID Server or cluster called {@code agent} may run it. */
  public boolean isFor(String agent) {
    return audience.getFirst().equals(ANY) || audience.contains(agent);
  }

  @Override
  public String payloadType() {
    return PAYLOAD_TYPE;
  }

  @Override
  public Bytes encode() {
    ObjectNode json = StrictJson.object();
    json.put("circle", circle.toHex());
    ObjectNode node = json.putObject("subject");
    node.put("table", subject.table()).put("sysId", subject.sysId());
    var fieldList = node.putArray("fields");
    subject.fields().forEach(fieldList::add);
    node.put("encoding", subject.encoding()).put("sha256", subject.digest().toHex());
    var audienceList = json.putArray("audience");
    audience.forEach(audienceList::add);
    validity.write(json);
    return StrictJson.encode(json);
  }

  /**
   * Reads a record signature from bytes whose signature has been verified.
   *
   * @throws MalformedException if {@code payload} is not one
   */
  public static RecordSignature parse(Bytes payload) throws MalformedException {
    JsonFields fields = JsonFields.of(StrictJson.parse(payload, Statements.MAX_SIZE));
    JsonFields subject = fields.object("subject");
    try {
      var signature =
          new RecordSignature(
              fields.digest("circle"),
              new Subject(
                  subject.text("table"),
                  subject.text("sysId"),
                  subject.texts("fields", MAX_FIELDS),
                  subject.text("encoding"),
                  subject.digest("sha256")),
              fields.texts("audience", MAX_AUDIENCE),
              Validity.read(fields));
      subject.end();
      fields.end();
      return signature;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a record signature: " + e.getMessage());
    }
  }
}
