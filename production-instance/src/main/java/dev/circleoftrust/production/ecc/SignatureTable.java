package dev.circleoftrust.production.ecc;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The KMF signature records of this instance. Safe for any number of threads. */
public final class SignatureTable {
  private static final int MAX_SIGNATURES = 1000;

  private final TableStore store;

  /** The signature records in {@code store}. */
  public SignatureTable(TableStore store) {
    this.store = store;
  }

  private record Dated(Envelope envelope, Instant at) {}

  /**
   * The signatures of {@code record} by which its code may run, of each certificate only the
   * newest: an old signature hides behind a new one of the same certificate, and behind no other.
   */
  public List<Envelope> newestOfEachCertificate(GlideRecord record) {
    Map<Set<Digest>, Dated> newest = new LinkedHashMap<>();
    for (GlideRecord row : rowsAbout(record, SignatureRecords.ECC_QUEUE)) {
      dated(row)
          .ifPresent(found ->
              newest.merge(
                  keys(found.envelope()),
                  found,
                  (one, other) -> other.at().isBefore(one.at()) ? one : other));
    }
    return newest.values().stream().map(Dated::envelope).toList();
  }

  /** Whether any signature of this purpose is about {@code record}. */
  public boolean isSigned(GlideRecord record, String purpose) {
    return !rowsAbout(record, purpose).isEmpty();
  }

  private List<GlideRecord> rowsAbout(GlideRecord record, String purpose) {
    var about =
        EncodedQuery.where("signed_document", record.sysId().value())
            .and("signed_table", record.table().value())
            .and("purpose", purpose);
    return store.query(SignatureRecords.TABLE, about, MAX_SIGNATURES);
  }

  /** Empty for a row that holds no record signature: nobody's, and hides nothing. */
  private static Optional<Dated> dated(GlideRecord row) {
    try {
      Envelope envelope = SignatureRecords.envelope(row);
      if (!envelope.payloadType().equals(RecordSignature.PAYLOAD_TYPE)) {
        return Optional.empty();
      }
      return Optional.of(
          new Dated(envelope, RecordSignature.parse(envelope.payload()).notBefore()));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static Set<Digest> keys(Envelope envelope) {
    return envelope.signatures().stream()
        .map(Envelope.Signature::keyId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
