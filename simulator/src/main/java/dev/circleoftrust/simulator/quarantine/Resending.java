package dev.circleoftrust.simulator.quarantine;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a refused row is sent again as: a new row of production's ECC queue, with the fields
 * of production's own old one. Nothing is taken from the quarantine itself, which anybody may have
 * written to: it must only agree with what production has.
 */
public final class Resending {
  /** What an administrator gives with a row; the rest is production's to fill. */
  private static final List<EccField> GIVEN =
      List.of(
          EccField.AGENT,
          EccField.TOPIC,
          EccField.NAME,
          EccField.SOURCE,
          EccField.PRIORITY,
          EccField.AGENT_CORRELATOR,
          EccField.PAYLOAD);

  /** What must not have been changed on the way. */
  private static final List<EccField> SAME =
      List.of(EccField.AGENT, EccField.TOPIC, EccField.PAYLOAD);

  /** A row that was refused for one of these may have taken effect at another time. */
  private static final Set<String> MAY_HAVE_RUN =
      Set.of("outcome-unknown", "replayed", "position-unknown");

  /** The option with which a person says that a second effect is no harm. */
  public static final String CONSENT = "--yes-it-may-run-twice";

  private Resending() {}

  /** The row in an entry. */
  public static EccRecord row(QuarantineEntry entry) throws RefusedException {
    if (!entry.isOriginal()) {
      throw new RefusedException(
          "entry %d keeps a digest only, as of a flood or of what is too large: insert the row again by hand"
              .formatted(entry.number()),
          "digest-only");
    }
    return entry
        .row()
        .orElseThrow(() ->
            new RefusedException(
                "entry %d is no row of the ECC queue: there is nothing to send again"
                    .formatted(entry.number()),
                "malformed"));
  }

  /**
   * The values of the new row.
   *
   * @param own production's row of the same sys_id, if it has one
   * @param mended fields that a person set; they win
   * @param consent whether a second effect is no harm
   * @throws RefusedException if production never sent this, or it may have taken effect already
   */
  public static Map<String, String> values(
      QuarantineEntry entry, Optional<Row> own, Map<String, String> mended, boolean consent)
      throws RefusedException {
    EccRecord refused = row(entry);
    Row sent =
        own.filter(row -> agrees(row, refused))
            .orElseThrow(() ->
                new RefusedException(
                    "production has no row %s with this agent, topic and payload: somebody else wrote the record; insert a row of your own"
                        .formatted(refused.sysId()),
                    "not-from-production"));
    requireConsent(entry, sent, consent);
    for (String field : mended.keySet()) {
      if (GIVEN.stream().noneMatch(given -> given.field().equals(field))) {
        throw new RefusedException(
            "--set takes %s, not %s".formatted(GIVEN.stream().map(EccField::field).toList(), field),
            "usage");
      }
    }
    var values = new LinkedHashMap<String, String>();
    for (EccField field : GIVEN) {
      values.put(field.field(), mended.getOrDefault(field.field(), sent.value(field.field())));
    }
    values.values().removeIf(String::isEmpty);
    return values;
  }

  private static void requireConsent(QuarantineEntry entry, Row sent, boolean consent)
      throws RefusedException {
    boolean ran = sent.value("state").equals(EccState.PROCESSED.word());
    if (!consent && (ran || MAY_HAVE_RUN.contains(entry.reason()))) {
      throw new RefusedException(
          "row %s %s: find out, and add %s if a second effect is no harm"
              .formatted(
                  sent.sysId(),
                  ran ? "was processed on production" : "may have taken effect",
                  CONSENT),
          "may-run-twice");
    }
  }

  private static boolean agrees(Row own, EccRecord refused) {
    return own.value("queue").equals("output")
        && SAME.stream().allMatch(field -> own.value(field.field()).equals(refused.value(field)));
  }
}
