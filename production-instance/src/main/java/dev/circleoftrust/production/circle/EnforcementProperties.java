package dev.circleoftrust.production.circle;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.transport.CircleProperties;
import dev.circleoftrust.trust.Change;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The system properties that follow from the circle log, in both of the product's spellings. There
 * is no cell behind them: they are computed whenever somebody asks.
 */
public final class EnforcementProperties {
  /** The table of system properties. */
  public static final TableName TABLE = new TableName("sys_properties");

  private static final Set<String> NAMES = Set.copyOf(CircleProperties.PROTECTED);

  private static final Set<SysId> SYS_IDS =
      NAMES.stream().map(EnforcementProperties::sysId).collect(Collectors.toUnmodifiableSet());

  private EnforcementProperties() {}

  /** Whether a record would stand in the place of one of these. */
  public static boolean isOne(GlideRecord record) {
    return record.table().equals(TABLE)
        && (NAMES.contains(record.value("name").strip().toLowerCase(Locale.ROOT))
            || SYS_IDS.contains(record.sysId()));
  }

  /** The properties, as the log has them now. */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  static List<GlideRecord> rows(Optional<CircleState> circle) {
    boolean enforcing = circle.map(CircleState::enforcing).orElse(false);
    var rows = new ArrayList<GlideRecord>();
    for (String name : List.of(CircleProperties.FLAG, CircleProperties.FLAG_OLDER)) {
      rows.add(property(name, Boolean.toString(enforcing), "true | false"));
    }
    if (circle.isPresent() && wasEverTurnedOn(circle.get())) {
      String certificates = keyIds(circle.get(), KeyPurpose.CODE);
      for (String name :
          List.of(CircleProperties.CERTIFICATE, CircleProperties.CERTIFICATE_OLDER)) {
        rows.add(property(name, certificates, "string"));
      }
      String trust = keyIds(circle.get(), KeyPurpose.CIRCLE_OF_TRUST);
      rows.add(property(CircleProperties.CERTIFICATE_TRUST, trust, "string"));
    }
    return rows;
  }

  /** Turning off keeps the properties that name what was trusted. */
  private static boolean wasEverTurnedOn(CircleState circle) {
    return circle.entries().stream()
        .anyMatch(entry -> entry.change() instanceof Change.Enforce(var on) && on);
  }

  private static String keyIds(CircleState circle, KeyPurpose purpose) {
    return circle.keys(purpose).stream()
        .map(TrustedKey::id)
        .map(Digest::toHex)
        .collect(Collectors.joining(","));
  }

  private static GlideRecord property(String name, String value, String type) {
    return new GlideRecord(
        TABLE,
        sysId(name),
        Map.of(
            "name", name,
            "value", value,
            "type", type,
            "description", "computed from the circle log; only a signed job changes it"));
  }

  private static SysId sysId(String name) {
    Digest digest = Digest.of(Bytes.ofUtf8("cot-property-v1 " + name));
    return SysId.of(digest.value().slice(0, SysId.SIZE));
  }
}
