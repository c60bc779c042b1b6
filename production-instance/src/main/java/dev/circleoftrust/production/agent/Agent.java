package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.Optional;

/**
 * A MID Server as production knows it.
 *
 * @param name its name
 * @param row its row of {@code ecc_agent}
 */
record Agent(AgentName name, GlideRecord row) {
  static final String NAME = "name";
  static final String STATUS = "status";
  static final String VALIDATED = "validated";
  static final String VERSION = "version";
  static final String LAST_CHECK_IN = "last_check_in";
  static final String STARTED = "started";
  static final String CLUSTER = "cluster";

  /** The row of the ECC queue whose answer ends the validation. */
  static final String VALIDATION_PROBE = "validation_probe";

  /**
   * The sys_id of the row that has this name: a name has one row, and is found without a search.
   */
  static SysId sysIdOf(AgentName name) {
    Digest digest = Digest.of(Bytes.ofUtf8("cot-agent-v1 " + name));
    return SysId.of(digest.value().slice(0, SysId.SIZE));
  }

  /** The MID Server that a row is about; empty for one that another tool has put there. */
  static Optional<Agent> of(GlideRecord row) {
    try {
      var name = AgentName.parse(row.value(NAME));
      return row.sysId().equals(sysIdOf(name))
          ? Optional.of(new Agent(name, row))
          : Optional.empty();
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  AgentStatus status() {
    return AgentStatus.of(row.value(STATUS));
  }

  Validation validated() {
    return Validation.of(row.value(VALIDATED));
  }

  /** The cluster that it last said it is in; empty where there is none. */
  String cluster() {
    return row.value(CLUSTER);
  }

  boolean hasEverCheckedIn() {
    return !row.value(LAST_CHECK_IN).isEmpty();
  }

  /** Whether rows are sent to it that are not about itself. */
  boolean isWorkable() {
    return status() == AgentStatus.UP && validated() == Validation.YES;
  }
}
