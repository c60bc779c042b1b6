package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.TrustedInstance;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Map;

/** Attacks by production's administrator on what turns Code Signing on and off. */
public final class JobAttacks {
  private static final String FLAG = "com.snc.kmf.signature.validation.flag";
  private static final String TURN_ON = "Turn on Code Signing Property";
  private static final String TURN_OFF = "Turn off Code Signing Property";

  private JobAttacks() {}

  /** The administrator edits the flag. */
  public static Attack flagEdited() {
    return new Attack(
        "flag-edited",
        "production's administrator edits the flag",
        "signed-job-only",
        target -> {
          Row flag = target.production().one("sys_properties", "name=" + FLAG);
          String other = Boolean.toString(!Boolean.parseBoolean(flag.value("value")));
          return outcome(
              target.production().update("sys_properties", flag.sysId(), Map.of("value", other)),
              "the flag changed");
        });
  }

  /** A genuine Turn Off is exported, and somebody changes one byte on the way. */
  public static Attack jobEdited() {
    return new Attack(
        "job-edited",
        "one letter of an exported Turn Off job is changed",
        "job-differs",
        target -> {
          TrustedInstance trusted = target.circle().trusted();
          Reply export = trusted.exportJob(trusted.job(TURN_OFF).sysId()).required();
          Bytes xml = trusted.xml(TrustedInstance.updateSets(export).getFirst());
          return execute(target.circle().production(), edited(xml), TURN_OFF);
        });
  }

  /** The job that was executed is executed again. */
  public static Attack jobTwice() {
    return new Attack(
        "job-twice",
        "the executed Turn On job is executed a second time",
        "already-executed",
        target -> {
          ProductionInstance production = target.circle().production();
          return outcome(production.execute(production.job(TURN_ON).sysId()), "executed");
        });
  }

  /** Production tries to sign a job itself. */
  public static Attack signsItself() {
    return new Attack(
        "signs-itself",
        "Export signed job is tried on production",
        "signs-no-code",
        target ->
            outcome(
                target
                    .circle()
                    .production()
                    .instance()
                    .post(
                        "/api/circle/jobs/%s/export"
                            .formatted(target.circle().trusted().job(TURN_OFF).sysId())),
                "production signed"));
  }

  private static Outcome execute(ProductionInstance production, Bytes xml, String name)
      throws RefusedException {
    Reply loaded = production.importXml(xml);
    if (!loaded.done()) {
      return outcome(loaded, "");
    }
    String set = loaded.result().path("sys_id").asText();
    for (Reply step : new Reply[] {production.preview(set), production.commit(set)}) {
      if (!step.done()) {
        return outcome(step, "");
      }
    }
    String job = production.job(name).sysId();
    var check = production.prerequisiteCheck(job).required().result();
    Reply executed = production.execute(job);
    if (executed.done()) {
      return Outcome.happened("executed", "the edited job was executed");
    }
    for (var line : check.path("checks")) {
      if (!line.path("passed").asBoolean()) {
        return Outcome.refused(line.path("reason").asText(), line.path("detail").asText());
      }
    }
    return outcome(executed, "");
  }

  /** A letter of what a person reads: the job's name. */
  private static Bytes edited(Bytes xml) {
    try {
      return Bytes.ofUtf8(
          xml.toUtf8().replaceFirst("Code Signing Property", "Code signing Property"));
    } catch (MalformedException e) {
      throw new IllegalStateException("the trusted instance exported what is no text", e);
    }
  }

  private static Outcome outcome(Reply reply, String done) {
    return reply.done()
        ? Outcome.happened(done, "HTTP status " + reply.status())
        : Outcome.refused(reply.reason(), reply.message());
  }
}
