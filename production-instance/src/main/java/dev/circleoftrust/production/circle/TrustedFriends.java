package dev.circleoftrust.production.circle;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table {@code sys_certificate}. The trusted friends list is what the circle log trusts, in the
 * log's own words; a certificate that it does not trust is shown as such, whatever its row says.
 */
public final class TrustedFriends implements TableRule {
  private static final int MAX_CERTIFICATES = 10_000;
  private static final String TYPE = "type";

  private final TableStore store;
  private final CircleLog log;

  /** The certificates in {@code store}, and those that {@code log} trusts. */
  public TrustedFriends(TableStore store, CircleLog log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public Optional<List<GlideRecord>> rows() {
    Map<SysId, GlideRecord> friends = friends(KeyPurpose.CIRCLE_OF_TRUST, KeyPurpose.CODE);
    var rows = new ArrayList<>(friends.values());
    for (GlideRecord row :
        store.query(CertificateRecords.TABLE, EncodedQuery.all(), MAX_CERTIFICATES)) {
      if (!friends.containsKey(row.sysId())) {
        rows.add(
            row.value(TYPE).equals(CertificateRecords.TRUSTED_CODE_SIGNING_CERT)
                ? row.with(TYPE, CertificateRecords.TRUST_STORE_CERT)
                : row);
      }
    }
    return Optional.of(rows);
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return ruling(proposed);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return isFriend(before) ? refused() : ruling(after);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return isFriend(before) ? refused() : new Ruling.Allowed(before);
  }

  private static Ruling ruling(GlideRecord row) {
    return isFriend(row) ? refused() : new Ruling.Allowed(row);
  }

  private static boolean isFriend(GlideRecord row) {
    return row.value(TYPE).equals(CertificateRecords.TRUSTED_CODE_SIGNING_CERT);
  }

  private static Ruling refused() {
    return new Ruling.Refused(
        "The trusted friends list follows from the circle log: install the certificate, or have a"
            + " trusted instance revoke it",
        "reason: signed-job-only");
  }

  /** The certificates of the keys that are trusted to sign code. */
  public List<GlideRecord> codeCertificates() {
    return List.copyOf(friends(KeyPurpose.CODE).values());
  }

  /** The certificate with this sys_id, as the table shows it. */
  public Optional<GlideRecord> find(SysId sysId) {
    return rows().orElseThrow().stream().filter(row -> row.sysId().equals(sysId)).findFirst();
  }

  private Map<SysId, GlideRecord> friends(KeyPurpose... purposes) {
    var friends = new LinkedHashMap<SysId, GlideRecord>();
    for (KeyPurpose purpose : purposes) {
      List<TrustedKey> keys = log.state().map(state -> keys(state, purpose)).orElse(List.of());
      for (TrustedKey key : keys) {
        GlideRecord record = record(key);
        friends.put(record.sysId(), record);
      }
    }
    return friends;
  }

  private static List<TrustedKey> keys(CircleState state, KeyPurpose purpose) {
    return state.keys(purpose);
  }

  private static GlideRecord record(TrustedKey key) {
    try {
      return CertificateRecords.of(key.certificates(), key.purpose().productName())
          .with(TYPE, CertificateRecords.TRUSTED_CODE_SIGNING_CERT)
          .with("issuer_name", key.issuer().value());
    } catch (MalformedException e) {
      throw new IllegalStateException("an admitted certificate is always readable", e);
    }
  }
}
