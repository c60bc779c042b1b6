package dev.circleoftrust.trusted.content;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.circle.CircleLog;
import dev.circleoftrust.trusted.keys.CryptoModule;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.trusted.signing.Occasion;
import dev.circleoftrust.trusted.signing.SigningDesk;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts Security Jobs: signs each record of a complete update set that a signature configuration
 * covers, and puts the signatures into the set. Either all of them or none.
 *
 * <p>Safe for any number of threads; one job runs at a time.
 */
public final class SecurityJobs {
  private static final String ROLE = "codesigning_admin";

  private final TableStore store;
  private final UpdateSets sets;
  private final CustomerUpdates updates;
  private final CircleLog circle;
  private final ModuleKeys keys;
  private final SigningDesk desk;
  private final InstantSource clock;
  private final ReentrantLock running = new ReentrantLock();

  /** The jobs in {@code store}, which sign for the circle with a code key that it trusts. */
  public SecurityJobs(
      TableStore store, CircleLog circle, ModuleKeys keys, SigningDesk desk, InstantSource clock) {
    this.store = store;
    this.sets = new UpdateSets(store);
    this.updates = new CustomerUpdates(store);
    this.circle = circle;
    this.keys = keys;
    this.desk = desk;
    this.clock = clock;
  }

  /** Runs a job that was submitted; the answer is the job in its state <i>Done</i>. */
  public GlideRecord start(SysId sysId, String user) throws ActionRefusedException {
    running.lock();
    try {
      GlideRecord row = submitted(sysId);
      Instant now = clock.instant();
      SecurityJob job = job(row, now);
      GlideRecord set = sets.complete(job.updateSet());
      SigningScope scope = SigningScope.of(store, updates, set);
      List<GlideRecord> signatures = sign(scope, job, now, user);
      return finish(row, set, signatures, summary(scope, set, job), user);
    } finally {
      running.unlock();
    }
  }

  private GlideRecord submitted(SysId sysId) throws ActionRefusedException {
    GlideRecord row =
        store
            .get(Tables.SECURITY_JOB, sysId)
            .orElseThrow(() -> ActionRefusedException.missing("no Security Job " + sysId));
    if (!row.value("state").equals(SecurityJob.NEW)) {
      throw ActionRefusedException.notNow(
          "security-job-done",
          "the Security Job is '%s': submit another".formatted(row.value("state")));
    }
    return row;
  }

  private static SecurityJob job(GlideRecord row, Instant now) throws ActionRefusedException {
    try {
      return SecurityJob.of(row, now);
    } catch (MalformedException e) {
      throw ActionRefusedException.notNow(
          "security-job-invalid", "change the Security Job: " + e.fact());
    }
  }

  private List<GlideRecord> sign(SigningScope scope, SecurityJob job, Instant now, String user)
      throws ActionRefusedException {
    CircleState state = circle.established();
    Signer signer = keys.trustedSigner(CryptoModule.CODE_SIGNING, state);
    var occasion = new Occasion(new Actor(user, ROLE), "Sign Update Set", job.updateSet());
    var validity = new Validity(now, job.validUntil());
    var signatures = new ArrayList<GlideRecord>();
    for (SigningScope.Covered covered : scope.covered()) {
      GlideRecord record = covered.record();
      var subject =
          new RecordSignature.Subject(
              record.table().value(),
              record.sysId().value(),
              covered.fields(),
              CanonicalRecord.VERSION,
              CanonicalRecord.digest(record, covered.fields()));
      var statement = new RecordSignature(state.circle(), subject, job.audience(), validity);
      Envelope envelope = desk.sign(statement, signer, KeyPurpose.CODE, occasion);
      signatures.add(recordOf(envelope, record));
    }
    return signatures;
  }

  private static GlideRecord recordOf(Envelope envelope, GlideRecord signed) {
    try {
      return SignatureRecords.of(envelope, signed, SignatureRecords.ECC_QUEUE);
    } catch (MalformedException e) {
      throw new IllegalStateException("a statement that was just made is one", e);
    }
  }

  private GlideRecord finish(
      GlideRecord row, GlideRecord set, List<GlideRecord> signatures, String summary, String user) {
    return store.inTransaction(() -> {
      for (GlideRecord signature : signatures) {
        store.put(signature);
        var change = new RecordChange(UpdateAction.INSERT_OR_UPDATE, signature);
        updates.record(change, set.sysId(), user);
      }
      Map<String, String> end = Map.of("state", SecurityJob.DONE, "summary", summary);
      return store.update(Tables.SECURITY_JOB, row.sysId(), end, user).orElseThrow();
    });
  }

  private static String summary(SigningScope scope, GlideRecord set, SecurityJob job) {
    return "Signed %d of %d records of %s for %s until %s; %d not covered by a signature configuration, %d deletions."
        .formatted(
            scope.covered().size(),
            scope.records(),
            set.value("name"),
            String.join(", ", job.audience()),
            job.validUntil().truncatedTo(ChronoUnit.SECONDS),
            scope.uncovered(),
            scope.deletions());
  }
}
