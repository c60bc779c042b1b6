package dev.circleoftrust.trusted.content;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Security Job of type <i>Sign Update Set</i> is to do.
 *
 * @param updateSet the set whose records are signed
 * @param audience the MID Servers or clusters that may run them, or {@code any} alone
 * @param validUntil until when they may run
 */
record SecurityJob(SysId updateSet, List<String> audience, Instant validUntil) {
  /** The one type of job that there is yet. */
  static final String SIGN_UPDATE_SET = "Sign Update Set";

  /** The state of a job that was submitted. */
  static final String NEW = "New";

  /** The state of a job that has signed. */
  static final String DONE = "Done";

  private static final int DEFAULT_DAYS = 365;
  private static final int MAX_AUDIENCE = 64;

  SecurityJob {
    audience = List.copyOf(audience);
  }

  /**
   * Reads a record of the table.
   *
   * @param now from when the signatures hold; for a year, where the record does not say
   * @throws MalformedException if it does not say what to sign, for whom, and until a later time
   */
  static SecurityJob of(GlideRecord row, Instant now) throws MalformedException {
    if (!row.value("type").equals(SIGN_UPDATE_SET)) {
      throw new MalformedException("the type is not '%s'".formatted(SIGN_UPDATE_SET));
    }
    String until = row.value("valid_until");
    Instant end =
        until.isEmpty() ? now.plus(DEFAULT_DAYS, ChronoUnit.DAYS) : GlideTime.parse(until);
    if (!end.isAfter(now)) {
      throw new MalformedException("valid_until is in the past");
    }
    return new SecurityJob(
        SysId.parse(row.value("update_set")), audience(row.value("audience")), end);
  }

  private static List<String> audience(String text) throws MalformedException {
    if (text.isBlank() || text.strip().equals(RecordSignature.ANY)) {
      return List.of(RecordSignature.ANY);
    }
    var agents = new ArrayList<String>();
    for (String agent : text.split(",", -1)) {
      String name = AgentName.parse(agent.strip()).value();
      if (name.equals(RecordSignature.ANY) || agents.contains(name)) {
        throw new MalformedException("the audience names one twice, or 'any' among others");
      }
      agents.add(name);
    }
    if (agents.size() > MAX_AUDIENCE) {
      throw new MalformedException("an audience of more than %d".formatted(MAX_AUDIENCE));
    }
    return agents;
  }
}
