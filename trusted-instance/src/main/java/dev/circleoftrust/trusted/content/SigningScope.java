package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What of an update set is to be signed.
 *
 * @param covered the records that a signature configuration covers, each with the fields to sign
 * @param uncovered how many records no configuration covers
 * @param deletions how many records are only to be removed
 */
record SigningScope(List<Covered> covered, int uncovered, int deletions) {
  private static final int MAX_CONFIGURATIONS = 1000;

  /**
   * A record and which of its fields are signed.
   *
   * @param record as it stands in the update set, which is what production will see
   */
  record Covered(GlideRecord record, List<String> fields) {}

  SigningScope {
    covered = List.copyOf(covered);
  }

  /** How many records the set holds, its signatures not counted. */
  int records() {
    return covered.size() + uncovered + deletions;
  }

  /**
   * Finds what is to be signed of a complete set.
   *
   * @throws ActionRefusedException if the set or the configurations forbid that anything is
   */
  static SigningScope of(TableStore store, CustomerUpdates updates, GlideRecord set)
      throws ActionRefusedException {
    if (set.value("origin").equals(UpdateSetOrigin.EXPORT.value())) {
      throw ActionRefusedException.notNow(
          "update-set-signed", "this update set was made by an export, which has signed it");
    }
    List<GlideRecord> rows = updates.of(set.sysId());
    requireAccepted(rows);
    List<SignatureConfiguration> configurations = configurations(store);
    var covered = new ArrayList<Covered>();
    int uncovered = 0;
    int deletions = 0;
    for (GlideRecord row : rows) {
      RecordChange change = change(row);
      GlideRecord record = change.record();
      var configuration =
          configurations.stream().filter(candidate -> candidate.covers(record)).findFirst();
      if (record.table().equals(SignatureRecords.TABLE)) {
        continue;
      }
      if (change.action() == UpdateAction.DELETE) {
        deletions++;
      } else if (configuration.isEmpty()) {
        uncovered++;
      } else {
        covered.add(new Covered(record, configuration.get().fields()));
      }
    }
    return new SigningScope(covered, uncovered, deletions);
  }

  private static void requireAccepted(List<GlideRecord> rows) throws ActionRefusedException {
    List<SysId> waiting =
        rows.stream()
            .filter(row -> !row.value("accepted").equals("true"))
            .map(GlideRecord::sysId)
            .toList();
    if (!waiting.isEmpty()) {
      throw ActionRefusedException.notNow(
          "import-not-accepted",
          ("%d records were imported and nobody has accepted them: read each, and set 'accepted' of"
                  + " its customer update to 'true', beginning with %s")
              .formatted(waiting.size(), waiting.getFirst()));
    }
  }

  private static List<SignatureConfiguration> configurations(TableStore store)
      throws ActionRefusedException {
    var configurations = new ArrayList<SignatureConfiguration>();
    var active = EncodedQuery.where("active", "true");
    for (GlideRecord row :
        store.query(Tables.SIGNATURE_CONFIGURATION, active, MAX_CONFIGURATIONS)) {
      try {
        configurations.add(SignatureConfiguration.of(row));
      } catch (MalformedException e) {
        throw ActionRefusedException.notNow(
            e.fact().startsWith(SignatureConfiguration.FIELD_NOT_SIGNED)
                ? SignatureConfiguration.FIELD_NOT_SIGNED
                : "signature-configuration-invalid",
            "signature configuration %s: %s".formatted(row.sysId(), e.fact()));
      }
    }
    return configurations;
  }

  private static RecordChange change(GlideRecord row) throws ActionRefusedException {
    try {
      return RecordChange.parse(row.value("payload"));
    } catch (MalformedException e) {
      throw ActionRefusedException.notNow(
          "customer-update-malformed",
          "customer update %s is damaged: %s".formatted(row.sysId(), e.fact()));
    }
  }
}
