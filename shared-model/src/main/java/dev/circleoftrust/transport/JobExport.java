package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A signed scheduled job: <i>Turn on</i> or <i>Turn off Code Signing Property</i>.
 *
 * @param statement the instruction that the job stands for
 */
public record JobExport(Envelope statement) implements SignedExport {
  /** The table of scheduled jobs. */
  public static final TableName TABLE = new TableName("sysauto_script");

  /** The product's name of the job that turns Code Signing on. */
  public static final String TURN_ON = "Turn on Code Signing Property";

  /** The product's name of the job that turns it off. */
  public static final String TURN_OFF = "Turn off Code Signing Property";

  /** The sys_id of a job, on either instance, signed or not: its name determines it. */
  public static SysId sysIdOf(String jobName) {
    return SignatureRecords.derivedId("job", Bytes.ofUtf8(jobName));
  }

  /** The name of the job that carries {@code action}, if it is one that jobs carry. */
  static String nameOf(Action action) throws MalformedException {
    return switch (action) {
      case Action.TurnOn() -> TURN_ON;
      case Action.TurnOff() -> TURN_OFF;
      default -> throw new MalformedException("no scheduled job carries this instruction");
    };
  }

  /** The instruction, read from the envelope; whether its signatures hold is another question. */
  public Instruction instruction() throws MalformedException {
    if (!statement.payloadType().equals(Instruction.PAYLOAD_TYPE)) {
      throw new MalformedException("the statement of a job is an instruction");
    }
    return Instruction.parse(statement.payload());
  }

  @Override
  public GlideRecord record() throws MalformedException {
    Instruction instruction = instruction();
    String name = nameOf(instruction.action());
    boolean on = name.equals(TURN_ON);
    var fields = new LinkedHashMap<String, String>();
    fields.put("active", "true");
    fields.put(
        "comments",
        "Circle %s, after head %s. Execute until %s UTC."
            .formatted(
                instruction.circle(),
                instruction.previous(),
                GlideTime.format(instruction.notAfter())));
    fields.put("name", name);
    fields.put("run_type", "on_demand");
    fields.put("script", "gs.setProperty('%s', '%s');".formatted(CircleProperties.FLAG, on));
    fields.put("statement", statement.statementId().toHex());
    return new GlideRecord(TABLE, sysIdOf(name), fields);
  }

  @Override
  public UpdateSet updateSet() throws MalformedException {
    Instruction instruction = instruction();
    GlideRecord job = record();
    return new Derivation(statement, instruction.notBefore())
        .updateSet(
            job.value("name") + " " + statement.statementId().brief(),
            job.value("comments"),
            List.of(job, SignatureRecords.of(statement, job, SignatureRecords.CIRCLE_OF_TRUST)));
  }
}
