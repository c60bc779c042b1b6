package dev.circleoftrust.trusted.export;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Head;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.Actor;
import dev.circleoftrust.trusted.circle.CircleLog;
import dev.circleoftrust.trusted.content.ExportedSets;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * <i>Export signed job to production</i> of the two scheduled jobs that turn Code Signing on and
 * off. Several can be exported together: each names the head that the one before it will make.
 *
 * <p>Safe for any number of threads.
 */
public final class JobExports {
  private static final String ROLE = "security_admin, sn_kmf.admin";
  private static final String WHAT = "Export signed job to production: ";
  private static final Map<String, Action> JOBS = jobs();

  private final Terms terms;
  private final StatementSigning signing;
  private final CircleLog circle;
  private final ExportedSets sets;

  /**
   * What was exported.
   *
   * @param updateSets the local update sets, in the order in which their jobs must be executed
   * @param expires the last moment at which production executes them
   * @param warning what the person should know; empty where there is nothing
   */
  public record Exported(List<GlideRecord> updateSets, Instant expires, String warning) {
    public Exported {
      updateSets = List.copyOf(updateSets);
    }
  }

  /** Exports jobs that build on {@code circle} into {@code sets}. */
  public JobExports(Terms terms, StatementSigning signing, CircleLog circle, ExportedSets sets) {
    this.terms = terms;
    this.signing = signing;
    this.circle = circle;
    this.sets = sets;
  }

  /** Puts the two jobs into {@code store} where they are missing. */
  public static void prepare(TableStore store) {
    for (String name : JOBS.keySet()) {
      SysId sysId = JobExport.sysIdOf(name);
      if (store.get(JobExport.TABLE, sysId).isEmpty()) {
        var fields =
            Map.of(
                "name", name, "active", "true", "run_type", "on_demand", "application", "global");
        var _ = store.insert(new GlideRecord(JobExport.TABLE, sysId, fields), "system");
      }
    }
  }

  /**
   * Signs jobs, the first to be executed first.
   *
   * @param jobs sys_ids of the scheduled jobs, one or two, none twice
   */
  public Exported export(List<SysId> jobs, String user) throws ActionRefusedException {
    if (new LinkedHashSet<>(jobs).size() != jobs.size()) {
      throw ActionRefusedException.unfit("job-repeated", "name two different jobs");
    }
    var names = new ArrayList<String>();
    for (SysId job : jobs) {
      names.add(name(job));
    }
    CircleState state = circle.established();
    Digest previous = circle.acceptedHead();
    Validity validity = terms.validity();
    var exports = new ArrayList<JobExport>();
    for (String name : names) {
      var instruction = new Instruction(state.circle(), previous, action(name), validity);
      var order = new Order(new Actor(user, ROLE), WHAT + name);
      Envelope envelope = signing.exported(instruction, state, order);
      exports.add(new JobExport(envelope));
      previous = Head.after(previous, envelope.statementId());
    }
    return new Exported(sets.keepAll(exports, user), validity.notAfter(), warning(names, validity));
  }

  private static String name(SysId job) throws ActionRefusedException {
    for (String name : JOBS.keySet()) {
      if (JobExport.sysIdOf(name).equals(job)) {
        return name;
      }
    }
    throw ActionRefusedException.missing("no scheduled job %s can be exported".formatted(job));
  }

  private static Action action(String name) {
    Action action = JOBS.get(name);
    if (action == null) {
      throw new IllegalArgumentException("not a job: " + name);
    }
    return action;
  }

  private static String warning(List<String> names, Validity validity) {
    return names.contains(JobExport.TURN_OFF)
        ? ("Until %s this is an off switch in production's hands: whoever is administrator there can"
                + " press it. To make it worthless, append a Turn On (POST"
                + " /api/circle/instructions).")
            .formatted(validity.notAfter())
        : "";
  }

  private static Map<String, Action> jobs() {
    var jobs = new LinkedHashMap<String, Action>();
    jobs.put(JobExport.TURN_ON, new Action.TurnOn());
    jobs.put(JobExport.TURN_OFF, new Action.TurnOff());
    return jobs;
  }
}
