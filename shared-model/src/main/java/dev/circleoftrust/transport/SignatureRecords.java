package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.statement.Statements;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;

/** KMF Signature Records: how a signature travels in an update set. */
public final class SignatureRecords {
  /** The table of the records. */
  public static final TableName TABLE = new TableName("sn_kmf_record_signature");

  /** The purpose of signatures that change the circle. */
  public static final String CIRCLE_OF_TRUST = "Circle of Trust";

  /** The purpose of signatures over records that carry code. */
  public static final String ECC_QUEUE = "ECC Queue";

  private static final String ENVELOPE = "envelope";

  private SignatureRecords() {}

  /**
   * The record of a signature.
   *
   * @param envelope the signature and what it is over
   * @param signed the record that it is about
   * @param purpose {@link #CIRCLE_OF_TRUST} or {@link #ECC_QUEUE}
   * @throws MalformedException if the envelope's payload is not a statement
   */
  public static GlideRecord of(Envelope envelope, GlideRecord signed, String purpose)
      throws MalformedException {
    Bytes text = envelope.encode();
    SysId sysId = derivedId("signature", text);
    var fields = new LinkedHashMap<String, String>();
    fields.put(ENVELOPE, text.toUtf8());
    fields.put("key", envelope.signatures().getFirst().keyId().toHex());
    fields.put("purpose", purpose);
    fields.put("signed_document", signed.sysId().value());
    fields.put("signed_table", signed.table().value());
    fields.put("timestamp", GlideTime.format(Statements.parse(envelope).notBefore()));
    fields.put("update_name", signed.table() + "_" + signed.sysId());
    return new GlideRecord(TABLE, sysId, fields);
  }

  /**
   * The envelope in a signature record.
   *
   * @throws MalformedException if there is none in its one form
   */
  public static Envelope envelope(GlideRecord signature) throws MalformedException {
    return Envelope.parse(Bytes.ofUtf8(signature.value(ENVELOPE)));
  }

  /** The sys_id of a record that {@code parts} determine. */
  static SysId derivedId(String kind, Bytes... parts) {
    Digest digest = Digest.of(Bytes.ofUtf8("cot-sys-id " + kind + " "), Bytes.concat(parts));
    return SysId.of(digest.value().slice(0, SysId.SIZE));
  }
}
